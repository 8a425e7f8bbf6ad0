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
import org.holdfast.engine.retained.tree.Version;
import org.holdfast.engine.topic.TopicName;

/**
 * Finds out in one query which of many topics have a message.
 *
 * @param connection the connection to the database
 * @param dialect the SQL dialect
 */
record StoredVersions(Connection connection, Dialect dialect) {
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
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    versions.put(rows.getString(1), new Version(rows.getLong(2), rows.getInt(3)));
                }
            }
        }
        return versions;
    }

    private String query(int topics) {
        String key =
                switch (dialect) {
                    case SQLITE -> "topic IN (%s)";
                    case POSTGRESQL -> "topic_sha256 IN (%s)";
                };
        String parameter =
                switch (dialect) {
                    case SQLITE -> "?";
                    case POSTGRESQL -> "sha256(convert_to(?, 'UTF8'))";
                };
        return "SELECT topic, version_clock, version_node FROM retained_message"
                + " WHERE (expires_at IS NULL OR expires_at > ?) AND "
                + key.formatted(String.join(", ", Collections.nCopies(topics, parameter)));
    }
}
