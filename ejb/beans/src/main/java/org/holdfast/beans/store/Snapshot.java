package org.holdfast.beans.store;

import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;
import org.holdfast.beans.settings.StoreSettings;
import org.holdfast.engine.retained.RetainedMessage;

/**
 * The retained messages of one moment, read from beside the broker, which may go on writing. For tools, without JPA; any
 * thread.
 *
 * @param settings where
 */
public record Snapshot(StoreSettings settings) {
    private static final int FETCH_SIZE = 500;
    private static final String ALL = """
            SELECT topic, payload, qos, properties, publisher, published_at, expires_at, version_clock, version_node
            FROM retained_message
            """;

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
            try (Statement statement = connection.createStatement()) {
                statement.setFetchSize(FETCH_SIZE);
                try (ResultSet rows = statement.executeQuery(ALL)) {
                    while (rows.next()) {
                        consumer.accept(message(rows));
                    }
                }
            }
            connection.rollback();
        } catch (SQLException e) {
            throw new DatabaseException(
                    "the database " + settings.location() + " cannot be read: " + Failures.inWords(e), e);
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

    private static RetainedMessage message(ResultSet row) throws SQLException {
        String topic = row.getString(1);
        long expiresAt = row.getLong(7);
        boolean never = row.wasNull();
        try {
            return new StoredMessage(
                            topic,
                            row.getBytes(2),
                            row.getInt(3),
                            row.getBytes(4),
                            row.getString(5),
                            row.getLong(6),
                            never ? null : expiresAt,
                            row.getLong(8),
                            row.getInt(9))
                    .toRetained();
        } catch (IllegalArgumentException e) {
            throw new DatabaseException("the row of the topic '" + topic + "' is damaged: " + e.getMessage(), e);
        }
    }
}
