package org.holdfast.beans.store;

import org.holdfast.beans.problem.ProblemException;
import org.holdfast.beans.problem.UnavailableException;
import org.holdfast.beans.store.connection.Failures;
import org.holdfast.beans.store.connection.Transactions;
import org.holdfast.beans.store.sqlite.SqliteCopy;

/**
 * The database for the console: its own tables, which it writes concurrently with the flush thread, and copies of the whole
 * database. Any thread without a transaction.
 *
 * @param transactions creates one for each piece of work
 * @param copy copies the database, if it is an SQLite file
 */
public record ConsoleDatabase(Transactions transactions, SqliteCopy copy) {
    /** SQLite rejects at once, without waiting, a transaction that has read and now writes what another has changed. */
    private static final int TRIES = 10;

    /**
     * Runs work in a transaction, and retries it while the database is busy.
     *
     * @throws UnavailableException when the database rejects it; then nothing was changed
     * @throws ProblemException what the work throws
     */
    public <T> T with(Transactions.Work<T> work) {
        for (int tries = 1; ; tries++) {
            try {
                return transactions.inNew(work);
            } catch (ProblemException e) {
                throw e;
            } catch (Exception e) {
                if (tries == TRIES || !Failures.isBusy(e)) {
                    throw new UnavailableException("the database rejected it: " + Failures.inWords(e));
                }
            }
        }
    }
}
