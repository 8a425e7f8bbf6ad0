package org.holdfast.beans.store.offline;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.holdfast.beans.store.connection.Dialect;
import org.holdfast.beans.store.row.StoredMessage;
import org.holdfast.engine.retained.tree.Version;
import org.holdfast.engine.topic.TopicName;

/**
 * Finds out in one query which of many topics have a message.
 *
 * @param connection the connection to the database
 * @param dialect the SQL dialect
 */
record StoredVersions(Connection connection, Dialect dialect) {
    private static final String SELECT = "SELECT %s, %s, %s FROM %s WHERE (%s IS NULL OR %5$s > ?) AND "
            .formatted(
                    StoredMessage.TOPIC,
                    StoredMessage.VERSION_CLOCK,
                    StoredMessage.VERSION_NODE,
                    StoredMessage.TABLE,
                    StoredMessage.EXPIRES_AT);

    /**
     * Returns the versions of those that have one.
     *
     * @param topics at least one, and not more than a statement has parameters (SQLite: 32,766)
     * @param now in milliseconds of the wall clock; messages that have expired by then do not count
     */
    Map<String, Version> of(Collection<TopicName> topics, long now) throws SQLException {
        Map<String, Version> versions = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(query(topics.size()))) {
            query.setLong(1, now);
            int parameter = 2;
            for (TopicName topic : topics) {
                query.setString(parameter++, topic.value());
            }
            readInto(versions, query);
        }
        return versions;
    }

    private static void readInto(Map<String, Version> versions, PreparedStatement query) throws SQLException {
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                versions.put(rows.getString(1), new Version(rows.getLong(2), rows.getInt(3)));
            }
        }
    }

    private String query(int topics) {
        return SELECT + dialect.textInKey(StoredMessage.TOPIC) + " IN ("
                + String.join(", ", Collections.nCopies(topics, dialect.valueOfTextInKey())) + ")";
    }
}
