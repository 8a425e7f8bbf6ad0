package org.holdfast.beans.store.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.holdfast.beans.store.connection.Failures;
import org.holdfast.beans.store.connection.SqliteConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes SQLite's checkpoints, which copy the log into the database file, on a thread of its own while commits continue. By default
 * SQLite makes them within a commit, and all who wait for that commit wait for them too.
 *
 * <p>When commits are faster than checkpoints, the writer waits for a checkpoint that takes long, and makes the next one itself
 * when the log has become too long: then nothing is added meanwhile, and the log starts again. It does so before a commit, when
 * those who waited for the previous one have been notified.
 */
public final class Checkpointer implements AutoCloseable {
    /** The number of log pages (4 KB), with some not copied, above which there are no pauses. */
    private static final int LONG_LOG = SqliteConnection.LAST_RESORT / 8;

    /** The number of log pages above which the writer helps. */
    private static final int TOO_LONG_LOG = 2 * LONG_LOG;

    private static final Logger LOG = LoggerFactory.getLogger(Checkpointer.class);
    private static final int PAUSE_MILLIS = 50;
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long NONE = Long.MAX_VALUE;

    private final DataSource dataSource;
    private final Semaphore commits = new Semaphore(0);
    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread thread;

    /** The number of log pages at the beginning of the last checkpoint; 0 when the log starts again. */
    private volatile int log;

    /** When the current checkpoint has begun; {@link #NONE} when there is none. */
    private volatile long since = NONE;

    private Checkpointer(DataSource dataSource, ThreadFactory threads) {
        this.dataSource = dataSource;
        this.thread = threads.newThread(this::run);
    }

    /**
     * Starts the thread.
     *
     * @param dataSource connections outside of transactions
     */
    public static Checkpointer start(DataSource dataSource, ThreadFactory threads) {
        Checkpointer checkpointer = new Checkpointer(dataSource, threads);
        checkpointer.thread.setName("holdfast-checkpoint");
        checkpointer.thread.start();
        return checkpointer;
    }

    /** Runs a commit, which adds to the log. On the thread that writes. */
    public void around(Runnable commit) {
        if (isLate() || log > TOO_LONG_LOG) {
            checkpoint(true);
        }
        commit.run();
        commits.release();
    }

    /** Whether a checkpoint takes long: the log, whose length is known only at its end, keeps growing. */
    private boolean isLate() {
        long began = since;
        return began != NONE && System.nanoTime() - began > PATIENCE_NANOS;
    }

    private void run() {
        try {
            do {
                commits.acquire();
                commits.drainPermits();
                checkpoint(false);
            } while (!end.await(log > LONG_LOG ? 1 : PAUSE_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Makes a checkpoint. That of the writer copies the whole log, unless a reader still uses an older state. */
    private synchronized void checkpoint(boolean isWriter) {
        since = System.nanoTime();
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("PRAGMA wal_checkpoint(PASSIVE)")) {
            result.next();
            int pages = result.getInt("log");
            log = isWriter && result.getInt("checkpointed") == pages ? 0 : pages;
        } catch (SQLException e) { // the log keeps everything; whoever writes to it tells what is wrong
            LOG.debug("Failed to checkpoint the log into the database: {}", Failures.inWords(e));
        } finally {
            since = NONE;
        }
    }

    /** Stops the thread; waits for its end, but not without limit. */
    @Override
    public void close() {
        end.countDown();
        commits.release();
        try {
            thread.join(SqliteConnection.BUSY_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
