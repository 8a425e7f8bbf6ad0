package org.holdfast.beans.store.connection;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;

/** The SQL that differs between databases. Parameters of {@link #upsert} are the columns in the order of the table. */
public enum Dialect {
    /** SQLite: the topic is the key. */
    SQLITE("""
            INSERT INTO retained_message (topic, payload, qos, properties, publisher,
                                          published_at, expires_at, version_clock, version_node)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (topic) DO UPDATE SET
            """, "DELETE FROM retained_message WHERE topic = ?", """
            DELETE FROM retained_message WHERE rowid IN (
                SELECT rowid FROM retained_message WHERE expires_at <= ? ORDER BY expires_at LIMIT ?)
            """),

    /** PostgreSQL: the hash of the topic is the key. */
    POSTGRESQL("""
            INSERT INTO retained_message (topic_sha256, topic, payload, qos, properties, publisher,
                                          published_at, expires_at, version_clock, version_node)
            SELECT sha256(convert_to(topic, 'UTF8')), *
            FROM (VALUES (?::text, ?::bytea, ?::smallint, ?::bytea, ?::text, ?::bigint, ?::bigint, ?::bigint, ?::integer))
                 AS message (topic)
            ON CONFLICT (topic_sha256) DO UPDATE SET
            """, "DELETE FROM retained_message WHERE topic_sha256 = sha256(convert_to(?, 'UTF8'))", """
            DELETE FROM retained_message WHERE topic_sha256 IN (
                SELECT topic_sha256 FROM retained_message WHERE expires_at <= ? ORDER BY expires_at LIMIT ?)
            """);

    private static final String NEW_VALUES = """
            payload = excluded.payload, qos = excluded.qos, properties = excluded.properties,
            publisher = excluded.publisher, published_at = excluded.published_at, expires_at = excluded.expires_at,
            version_clock = excluded.version_clock, version_node = excluded.version_node
            """;

    private final String upsert;
    private final String delete;
    private final String purge;

    Dialect(String insertOnConflict, String delete, String purge) {
        this.upsert = insertOnConflict + NEW_VALUES;
        this.delete = delete;
        this.purge = purge;
    }

    /** Returns the dialect of a connection's database. */
    public static Dialect of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        return switch (product) {
            case "SQLite" -> SQLITE;
            case "PostgreSQL" -> POSTGRESQL;
            default -> throw new SQLException("the database is " + product + "; SQLite and PostgreSQL are supported");
        };
    }

    /** Returns the location of Flyway's migrations. */
    public String migrations() {
        return "classpath:db/migration/" + name().toLowerCase(Locale.ROOT);
    }

    /** Returns the SQL that inserts a message, or updates that of its topic. */
    public String upsert() {
        return upsert;
    }

    /** Returns the SQL that deletes the message of one topic. */
    public String delete() {
        return delete;
    }

    /** Returns the SQL that deletes messages expired at a time; the parameters are the time and the maximum number. */
    public String purge() {
        return purge;
    }
}
