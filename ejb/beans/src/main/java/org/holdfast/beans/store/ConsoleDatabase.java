package org.holdfast.beans.store;

import org.holdfast.beans.problem.ProblemException;
import org.holdfast.beans.problem.UnavailableException;
import org.holdfast.beans.store.connection.Failures;
import org.holdfast.beans.store.connection.Transactions;
import org.holdfast.beans.store.sqlite.SqliteCopy;

/**
 * The database as the console has it: its own tables, to which it writes beside the thread that flushes, and copies of all. Any
 * thread without a transaction.
 *
 * @param transactions makes one for each piece of work
 * @param copy copies the database, if it is a file of SQLite
 */
public record ConsoleDatabase(Transactions transactions, SqliteCopy copy) {
    /** SQLite refuses at once, without waiting, a transaction that has read and now writes what another has changed. */
    private static final int TRIES = 10;

    /**
     * Does some work, which may be begun anew.
     *
     * @throws UnavailableException when the database does not do it; then nothing of it is done
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
