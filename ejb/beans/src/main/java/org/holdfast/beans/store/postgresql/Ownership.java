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
 * A database of PostgreSQL, taken for one broker alone: a second one would not see what this one keeps in memory.
 *
 * <p>Whoever has the advisory lock is the one. PostgreSQL lets go of it with the session that has it, however the broker behind it
 * has ended; but then a broker that was only asleep, or cut off, would come back and go on writing. So whoever has got the lock
 * begins a new epoch ({@link #claim}), and each transaction of a broker begins with a look whether its epoch is still the one
 * ({@link #require}), which keeps the next epoch waiting for its end.
 *
 * <p>What is acknowledged and not written, because nobody has stored anything of it, no transaction can fence: so the owner holds a
 * {@link Lease}, and the next one waits until it is over ({@link #awaitEndOfLease}), unless the owner has said goodbye.
 *
 * <p>Taken, claimed and closed by the thread that opens and closes the database; {@link #require} and {@link #isHeld} may be called by
 * any thread.
 */
public final class Ownership implements Lease, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Ownership.class);
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(500);

    /** How long a broker goes on after a look that found the lock to be its own. */
    private static final Duration LEASE = Duration.ofSeconds(2);

    /** How long the next one waits, from when it has the lock, for one that does not know yet that it has lost it. */
    private static final Duration LEASE_IS_OVER = LEASE.plusMillis(500);

    private final DataSource dataSource;
    private final StoreSettings settings;
    private final CountDownLatch end = new CountDownLatch(1);

    /** What has the lock, unless {@link #isLocked} says that it has to be taken again. */
    private Connection session;

    private boolean isLocked = true;
    private boolean hasPredecessor;
    private volatile long epoch;

    /** When the lock was last known to be ours, by {@link System#nanoTime}. */
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
     * Takes the database, by a connection that Holdfast makes.
     *
     * @throws DatabaseInUseException if another broker has it
     * @throws DatabaseException if it cannot be reached
     */
    public static Ownership take(StoreSettings settings) {
        return take(new ConfiguredDataSource(settings, AdvisoryLock.NETWORK_TIMEOUT), settings);
    }

    /**
     * The same, by a connection of a data source, which is kept.
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
     * Begins a new epoch, after which no transaction of an owner before can be committed. To be called when the tables are there.
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
     * The same, if there are tables, and with them perhaps an owner before that still writes. To be called when this program has been found
     * able to use them: who cannot does not take them from others.
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

    /** Waits until an owner before that has lost the lock without knowing acknowledges nothing any more. */
    public void awaitEndOfLease() {
        try {
            TimeUnit.NANOSECONDS.sleep(nanosOfLeaseBefore());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseException("interrupted while waiting for the broker that owns " + settings.location(), e);
        }
    }

    /** How long an owner before may still go on without knowing; 0 or less: it does not. */
    private long nanosOfLeaseBefore() {
        return hasPredecessor ? LEASE_IS_OVER.toNanos() - (System.nanoTime() - taken) : 0;
    }

    @Override
    public boolean isHeld() {
        return System.nanoTime() - lastKnown < LEASE.toNanos();
    }

    /** Has somebody told, by the thread that looks, when the lease is held again after it was not. */
    public void onRenewal(Runnable told) {
        renewal = told;
    }

    private void renew(long known) {
        long before = lastKnown;
        lastKnown = known;
        if (System.nanoTime() - before
                >= LEASE.toNanos()) { // somebody may have found, until a moment ago, that it is not held
            renewal.run();
        }
    }

    /**
     * Makes sure that nobody has taken over, and that nobody does before the transaction that this is part of has ended.
     *
     * @throws DatabaseInUseException if somebody has
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
     * From now on looks twice a second whether somebody has taken over, on a thread of its own, and takes the lock again when it is lost
     * with its session and nobody has.
     *
     * @param threads makes such a thread
     * @param lost is told, once, by that thread, who has taken over
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

    /** Null when all is well, empty when this is closed, or else who has taken over. */
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

    /** Without the lock the epoch keeps others from writing, and this from writing when others have begun a new one. */
    private void lockAgain() throws SQLException {
        if (session.isClosed()) {
            session = AdvisoryLock.connect(dataSource);
        }
        isLocked = AdvisoryLock.lock(session);
        if (isLocked) {
            LOG.info("The lock of {} was lost with its database session and was acquired again", settings.location());
        }
    }

    /** Lets go of the database, and says goodbye: nobody has to wait for the end of the lease. */
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
