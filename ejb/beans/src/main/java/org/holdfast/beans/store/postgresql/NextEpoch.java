package org.holdfast.beans.store.postgresql;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins the next epoch in the table of the owner. Waits for transactions of the previous owner, and terminates those that take too
 * long.
 *
 * @param session holds the lock
 */
record NextEpoch(Connection session) {
    private static final Logger LOG = LoggerFactory.getLogger(NextEpoch.class);

    /** How long a transaction of the previous owner may take before its session is terminated. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final int TRIES = 5;
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    /** Epochs are not consecutive: two separated servers, each with a broker, must not arrive at the same one. */
    private static final long LONGEST_STEP = 1L << 40;

    /**
     * Begins the next epoch, in a transaction, and commits it.
     *
     * @return its number
     */
    long begin() throws SQLException {
        for (int tries = 1; ; tries++) {
            try {
                return raiseEpoch();
            } catch (SQLException e) {
                session.rollback();
                if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState()) || tries == TRIES) {
                    throw e;
                }
                endTransactionsOfOthers();
            }
        }
    }

    private long raiseEpoch() throws SQLException {
        long step = 1 + new SecureRandom().nextLong(LONGEST_STEP);
        try (Statement statement = session.createStatement()) {
            statement.execute("SET LOCAL lock_timeout = " + PATIENCE.toMillis());
            try (ResultSet result = statement.executeQuery("UPDATE broker_owner SET epoch = epoch + " + step
                    + ", owner = '" + AdvisoryLock.thisProcess() + "' RETURNING epoch")) {
                result.next();
                long next = result.getLong(1);
                session.commit();
                return next;
            }
        }
    }

    /** Terminates those of the previous owner, which has lost its lock. Readers, such as pg_dump, may continue. */
    private void endTransactionsOfOthers() throws SQLException {
        try (Statement statement = session.createStatement();
                ResultSet result = statement.executeQuery("""
                        SELECT count(pg_terminate_backend(pid)) FROM pg_locks
                        WHERE relation = 'broker_owner'::regclass AND granted AND pid <> pg_backend_pid()
                          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                          AND mode <> 'AccessShareLock'
                        """)) {
            result.next();
            LOG.warn(
                    "Terminated {} transactions of the previous owner of the database, which did not end within {} s",
                    result.getLong(1),
                    PATIENCE.toSeconds());
        }
        session.commit();
    }
}
