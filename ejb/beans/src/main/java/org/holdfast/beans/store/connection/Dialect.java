package org.holdfast.beans.store.connection;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;

/** What differs between the databases. */
public enum Dialect {
    SQLITE,

    /** An entry of an index has at most 2.7 KB: a text in a key is replaced with its hash, in a column of its own. */
    POSTGRESQL;

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

    /** Whether a text in a key has a second column, for its hash. */
    public boolean hashesTextInKeys() {
        return this == POSTGRESQL;
    }

    /** Returns the column that stands for a column of text in a key. */
    public String textInKey(String column) {
        return hashesTextInKeys() ? column + "_sha256" : column;
    }

    /** Returns the SQL of the value of {@link #textInKey}; its parameter is the text. */
    public String valueOfTextInKey() {
        return hashesTextInKeys() ? "sha256(convert_to(?, 'UTF8'))" : "?";
    }
}
