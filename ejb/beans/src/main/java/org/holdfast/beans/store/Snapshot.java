package org.holdfast.beans.store;

import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.holdfast.beans.settings.StoreSettings;
import org.holdfast.engine.retained.tree.RetainedMessage;

/**
 * The retained messages of one moment, read from beside the broker, which may go on writing. For tools, without JPA; any
 * thread.
 *
 * @param settings where
 */
public record Snapshot(StoreSettings settings) {
    /**
     * Reads every message, expired ones included, as a stream that holds only a few of them at a time.
     *
     * @param consumer is called once for each message
     * @throws DatabaseException if there is no such database, or it cannot be read
     */
    public void readAll(Consumer<RetainedMessage> consumer) {
        requireDatabase(settings);
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

    /**
     * Makes sure that nobody makes a new database by looking for an old one.
     *
     * @throws DatabaseException if the file of SQLite is missing
     */
    static void requireDatabase(StoreSettings settings) {
        if (settings.isSqlite() && !Files.isRegularFile(settings.file())) {
            throw new DatabaseException("there is no database " + settings.location()
                    + ": set holdfast.sqlite.mounted-file-path to the data folder of the broker.");
        }
    }
}
