package org.holdfast.beans.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.holdfast.engine.retained.tree.RetainedMessage;
import org.jspecify.annotations.Nullable;

/**
 * Reads all messages, in the transaction of a connection, a few at a time. For one call.
 *
 * <p>Each row has its own copy of a Client Identifier; the messages of one publisher share one copy, so that memory holds it once.
 */
public final class StoredRows {
    private static final int FETCH_SIZE = 500;
    private static final int PUBLISHERS = 10_000;
    private static final String ALL = """
            SELECT topic, payload, qos, properties, publisher, published_at, expires_at, version_clock, version_node
            FROM retained_message
            """;

    private final Connection connection;
    private final Map<String, String> publishers = new HashMap<>();

    public StoredRows(Connection connection) {
        this.connection = connection;
    }

    /**
     * Passes each message to the consumer once.
     *
     * @throws IllegalArgumentException if a row is damaged: no broker wrote it like this
     */
    public void forEach(Consumer<RetainedMessage> consumer) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(ALL)) {
            select.setFetchSize(FETCH_SIZE); // else PostgreSQL sends all of them at once
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    consumer.accept(message(rows));
                }
            }
        }
    }

    private RetainedMessage message(ResultSet row) throws SQLException {
        String topic = row.getString(1);
        long expiry = row.getLong(7);
        @Nullable Long expiresAt = row.wasNull() ? null : expiry;
        StoredMessage stored = new StoredMessage(
                topic,
                row.getBytes(2),
                row.getInt(3),
                row.getBytes(4),
                shared(row.getString(5)),
                row.getLong(6),
                expiresAt,
                row.getLong(8),
                row.getInt(9));
        try {
            return stored.toRetained();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the row of the topic '" + topic + "': " + e.getMessage(), e);
        }
    }

    private String shared(String publisher) {
        if (publishers.size() == PUBLISHERS) {
            publishers.clear(); // as many publishers as topics have nothing to share
        }
        return publishers.computeIfAbsent(publisher, first -> first);
    }
}
