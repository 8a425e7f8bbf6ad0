package org.holdfast.beans.store.offline;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.holdfast.beans.settings.StoreSettings;
import org.holdfast.beans.store.StoredRows;
import org.holdfast.beans.store.connection.ConfiguredDataSource;
import org.holdfast.beans.store.connection.DatabaseException;
import org.holdfast.beans.store.connection.Failures;
import org.holdfast.beans.store.sqlite.SqliteFiles;
import org.holdfast.engine.retained.tree.RetainedMessage;

/**
 * The retained messages of one moment, read while the broker may keep writing. For tools, without JPA; any thread.
 *
 * @param settings the settings of the database
 */
public record Snapshot(StoreSettings settings) {
    /**
     * Reads every message, expired ones included, as a stream that holds only a few of them at a time.
     *
     * @param consumer is called once for each message
     * @throws DatabaseException if there is no such database, or it cannot be read
     */
    public void readAll(Consumer<RetainedMessage> consumer) {
        SqliteFiles.requireDatabase(settings);
        try (Connection connection = new ConfiguredDataSource(settings).getConnection()) {
            connection.setAutoCommit(false); // one transaction; and PostgreSQL would send all rows at once
            new StoredRows(connection).forEach(consumer);
            connection.rollback();
        } catch (SQLException e) {
            throw new DatabaseException(
                    "the database " + settings.location() + " cannot be read: " + Failures.inWords(e), e);
        } catch (IllegalArgumentException e) {
            throw new DatabaseException("the database " + settings.location() + " is damaged: " + e.getMessage(), e);
        }
    }
}
