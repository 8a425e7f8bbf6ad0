package org.holdfast.beans.store.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.holdfast.beans.store.connection.Failures;

/** SQLite's own check of the pages of a database. */
final class QuickCheck {
    /** The result for a database without errors. */
    static final String SOUND = "ok";

    private QuickCheck() {}

    /** Returns {@link #SOUND}, or the first error in one line. */
    static String of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("PRAGMA quick_check(1)")) {
            return result.next() ? Failures.inOneLine(result.getString(1)) : "no answer";
        }
    }
}
