package org.holdfast.beans.store.sqlite;

import java.io.IOException;
import java.time.Clock;
import org.holdfast.beans.store.connection.DatabaseException;
import org.holdfast.beans.store.connection.Failures;

/** Rejects a start with a damaged database: keeps a copy, and says in one line what to do. */
public final class Damage {
    private Damage() {}

    /**
     * Returns the failure of the start.
     *
     * @param what is damaged, as text after "is damaged: "
     */
    public static DatabaseException refusal(SqliteFiles files, String what) {
        return new DatabaseException("the database " + files.main() + " is damaged: " + what
                + ". It was not changed; " + copy(files)
                + " Restore a backup, or recover the readable data into a new file while the broker is stopped: sqlite3 "
                + files.main().getFileName()
                + " .recover | sqlite3 recovered.db; then replace the database with it and delete "
                + files.log().getFileName() + " and " + files.index().getFileName()
                + " (docs/operations.md, A damaged database).");
    }

    private static String copy(SqliteFiles files) {
        try {
            return "a copy is " + new DamagedCopy(files, Clock.systemUTC()).keep() + ".";
        } catch (IOException e) {
            return "a copy could not be made (" + Failures.inWords(e) + "), so copy it first.";
        }
    }
}
