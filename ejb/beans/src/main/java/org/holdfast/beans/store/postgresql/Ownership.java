package org.holdfast.beans.store.postgresql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.holdfast.beans.settings.StoreSettings;
import org.holdfast.beans.store.connection.ConfiguredDataSource;
import org.holdfast.beans.store.connection.ConnectionRequirements;
import org.holdfast.beans.store.connection.DatabaseException;
import org.holdfast.beans.store.connection.DatabaseInUseException;
import org.holdfast.beans.store.connection.Failures;
import org.holdfast.engine.Lease;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ownership of a PostgreSQL database by one broker: a second one would not see what this one holds in memory.
 *
 * <p>The owner is the broker that holds the advisory lock. PostgreSQL releases the lock when its session ends, for whatever reason;
 * but a broker that was only suspended, or cut off, could then continue to write. So a broker with the lock begins a new epoch
 * ({@link #claim}), and each transaction of a broker begins with a check that its epoch is current ({@link #require}), which makes
 * the next epoch wait for the end of the transaction.
 *
 * <p>Messages that are acknowledged but need no write are not fenced by a transaction: so the owner holds a {@link Lease}, and the
 * next owner waits until it has expired ({@link #awaitEndOfLease}), unless the owner has released it.
 *
 * <p>Taken, claimed and closed by the thread that opens and closes the database; {@link #require} and {@link #isHeld} may be called by
 * any thread.
 */
public final class Ownership implements Lease, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Ownership.class);
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(500);

    /** How long a broker continues after a check that found the lock to be its own. */
    private static final Duration LEASE = Duration.ofSeconds(2);

    /** How long the next owner waits, once it has the lock, for one that does not know yet that it has lost it. */
    private static final Duration LEASE_IS_OVER = LEASE.plusMillis(500);

    private final DataSource dataSource;
    private final StoreSettings settings;
    private final CountDownLatch end = new CountDownLatch(1);

    /** The session that holds the lock, unless {@link #isLocked} is false and it must be acquired again. */
    private Connection session;

    private boolean isLocked = true;
    private boolean hasPredecessor;
    private volatile long epoch;

    /** When this broker was last known to hold the lock, by {@link System#nanoTime}. */
    private volatile long lastKnown;

    private final long taken;
    private volatile Runnable renewal = () -> {};

    private Ownership(DataSource dataSource, StoreSettings settings, Connection session) {
        this.dataSource = dataSource;
        this.settings = settings;
        this.session = session;
        taken = System.nanoTime();
        lastKnown = taken;
    }

    /**
     * Takes the database, with a connection that Holdfast creates.
     *
     * @throws DatabaseInUseException if another broker owns it
     * @throws DatabaseException if it cannot be reached
     */
    public static Ownership take(StoreSettings settings) {
        return take(new ConfiguredDataSource(settings, AdvisoryLock.NETWORK_TIMEOUT), settings);
    }

    /**
     * Takes the database, with a connection of a data source, which is kept.
     *
     * @param dataSource connections outside of transactions
     */
    public static Ownership take(DataSource dataSource, StoreSettings settings) {
        try {
            Connection session = AdvisoryLock.connect(dataSource);
            try {
                if (AdvisoryLock.lock(session)) {
                    return new Ownership(dataSource, settings, session);
                }
                throw new DatabaseInUseException("another Holdfast uses the database " + settings.location() + ", "
                        + AdvisoryLock.holder(session)
                        + ". Stop it, or set holdfast.datasource.standby=wait to take over when it stops.");
            } catch (SQLException | RuntimeException e) {
                AdvisoryLock.letGo(session);
                throw e;
            }
        } catch (SQLException e) {
            throw new ConnectionRequirements(settings).unreachable(e);
        }
    }

    /**
     * Begins a new epoch, after which no transaction of a previous owner can be committed. Call it when the tables exist.
     *
     * @throws DatabaseException if that fails
     */
    public void claim() {
        try {
            session.setAutoCommit(false);
            try {
                epoch = new NextEpoch(session).begin();
            } finally {
                session.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new ConnectionRequirements(settings).unreachable(e);
        }
    }

    /**
     * Begins a new epoch if there are tables, to which a previous owner may still write. Call it only when this program is known to
     * be able to use them: otherwise it must not take them from others.
     */
    public void claimWhatIsThere() {
        try (Statement statement = session.createStatement()) {
            if (hasTable(statement)) {
                hasPredecessor = hasOwner(statement);
                claim();
            }
        } catch (SQLException e) {
            throw new ConnectionRequirements(settings).unreachable(e);
        }
    }

    private static boolean hasTable(Statement statement) throws SQLException {
        try (ResultSet result = statement.executeQuery(
                "SELECT to_regclass(quote_ident(current_schema()) || '.broker_owner') IS NOT NULL")) {
            result.next();
            return result.getBoolean(1);
        }
    }

    private static boolean hasOwner(Statement statement) throws SQLException {
        try (ResultSet result = statement.executeQuery("SELECT owner FROM broker_owner")) {
            return result.next() && !result.getString(1).isEmpty();
        }
    }

    /** Waits until a previous owner that has lost the lock without knowing it no longer acknowledges anything. */
    public void awaitEndOfLease() {
        try {
            TimeUnit.NANOSECONDS.sleep(nanosOfLeaseBefore());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseException("interrupted while waiting for the broker that owns " + settings.location(), e);
        }
    }

    /** Returns how long a previous owner may still continue without knowing; 0 or less: it does not. */
    private long nanosOfLeaseBefore() {
        return hasPredecessor ? LEASE_IS_OVER.toNanos() - (System.nanoTime() - taken) : 0;
    }

    @Override
    public boolean isHeld() {
        return System.nanoTime() - lastKnown < LEASE.toNanos();
    }

    /** Registers a callback, by the thread that checks, for when the lease is held again after it was not. */
    public void onRenewal(Runnable told) {
        renewal = told;
    }

    private void renew(long known) {
        long before = lastKnown;
        lastKnown = known;
        if (System.nanoTime() - before >= LEASE.toNanos()) { // until now it may have been found not held
            renewal.run();
        }
    }

    /**
     * Makes sure that no broker has taken over, and that none does before the current transaction has ended.
     *
     * @throws DatabaseInUseException if one has
     */
    public void require(Connection inTransaction) throws SQLException {
        try (PreparedStatement statement =
                inTransaction.prepareStatement("SELECT 1 FROM broker_owner WHERE epoch = ? FOR SHARE")) {
            statement.setLong(1, epoch);
            try (ResultSet result = statement.executeQuery()) {
                if (!result.next()) {
                    throw new DatabaseInUseException("another Holdfast took over " + settings.location());
                }
            }
        }
    }

    /**
     * Starts a thread that checks twice a second whether another broker has taken over, and acquires the lock again when it was
     * lost with its session and none has.
     *
     * @param threads creates the thread
     * @param lost called once, by that thread, with the new owner
     */
    public void watch(ThreadFactory threads, Consumer<String> lost) {
        Thread thread = threads.newThread(() -> {
            String next;
            do {
                next = waitAndLook();
            } while (next == null);
            if (!next.isEmpty()) {
                lost.accept(next);
            }
        });
        thread.setName("holdfast-owner");
        thread.start();
    }

    /** Returns null if this broker still is the owner, an empty text when this is closed, or else the new owner. */
    private @Nullable String waitAndLook() {
        try {
            return end.await(LOOK_INTERVAL.toMillis(), TimeUnit.MILLISECONDS) ? "" : lookUnlessClosed();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private synchronized @Nullable String lookUnlessClosed() {
        try {
            return end.getCount() == 0 ? "" : look();
        } catch (SQLException e) { // until the database answers, nothing can be written either
            LOG.debug("Failed to look up the owner of {}: {}", settings.location(), Failures.inWords(e));
            isLocked = false;
            AdvisoryLock.letGo(session);
            return null;
        }
    }

    private @Nullable String look() throws SQLException {
        long begin = System.nanoTime();
        if (!isLocked) {
            lockAgain();
        }
        try (Statement statement = session.createStatement();
                ResultSet result = statement.executeQuery("SELECT epoch, owner FROM broker_owner")) {
            result.next();
            if (result.getLong(1) != epoch) {
                String owner = result.getString(2);
                return owner.isEmpty() ? "which has stopped since" : owner;
            }
        }
        if (isLocked) { // else somebody is about to begin a new epoch
            renew(begin);
        }
        return null;
    }

    /** Acquires the lock again. Without it the epoch alone decides who may write: the broker of the latest one. */
    private void lockAgain() throws SQLException {
        if (session.isClosed()) {
            session = AdvisoryLock.connect(dataSource);
        }
        isLocked = AdvisoryLock.lock(session);
        if (isLocked) {
            LOG.info("The lock of {} was lost with its database session and was acquired again", settings.location());
        }
    }

    /** Releases the database and the lease, so that the next owner does not have to wait. */
    @Override
    public synchronized void close() {
        end.countDown();
        sayGoodbye();
        AdvisoryLock.letGo(session);
    }

    private void sayGoodbye() {
        if (epoch == 0
                || nanosOfLeaseBefore()
                        > 0) { // there is no table, perhaps; or the next one still has to wait for the one before
            return;
        }
        try (Statement statement = session.createStatement()) {
            statement.execute("UPDATE broker_owner SET owner = '' WHERE epoch = " + epoch);
        } catch (SQLException e) {
            LOG.debug(
                    "Failed to release {}; the next owner must wait until the lease expires: {}",
                    settings.location(),
                    Failures.inWords(e));
        }
    }
}
