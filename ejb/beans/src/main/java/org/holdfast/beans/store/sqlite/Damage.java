package org.holdfast.beans.store.sqlite;

import java.io.IOException;
import java.time.Clock;
import org.holdfast.beans.store.connection.DatabaseException;
import org.holdfast.beans.store.connection.Failures;

/** How a start is refused when the database is damaged: a copy is kept, and one line says what to do. */
public final class Damage {
    private Damage() {}

    /**
     * The refusal.
     *
     * @param what is damaged, in words that go on after "is damaged: "
     */
    public static DatabaseException refusal(SqliteFiles files, String what) {
        return new DatabaseException("the database " + files.main() + " is damaged: " + what
                + ". It has been left as it is; " + copy(files)
                + " Restore a backup, or move what can be read into a new file, with the broker stopped: sqlite3 "
                + files.main().getFileName()
                + " .recover | sqlite3 recovered.db; then put that in its place and delete "
                + files.log().getFileName() + " and " + files.index().getFileName()
                + " (docs/operations.md, A damaged database).");
    }

    private static String copy(SqliteFiles files) {
        try {
            return "a copy is " + new DamagedCopy(files, Clock.systemUTC()).keep() + ".";
        } catch (IOException e) {
            return "a copy cannot be made here (" + Failures.inWords(e) + "), so make one first.";
        }
    }
}
