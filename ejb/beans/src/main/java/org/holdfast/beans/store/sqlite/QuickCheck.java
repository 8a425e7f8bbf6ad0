package org.holdfast.beans.store.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.holdfast.beans.store.connection.Failures;

/** SQLite's own look at the pages of a database. */
final class QuickCheck {
    /** What it says of a database without a fault. */
    static final String SOUND = "ok";

    private QuickCheck() {}

    /** {@link #SOUND}, or the first fault in one line. */
    static String of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("PRAGMA quick_check(1)")) {
            return result.next() ? Failures.inOneLine(result.getString(1)) : "no answer";
        }
    }
}
