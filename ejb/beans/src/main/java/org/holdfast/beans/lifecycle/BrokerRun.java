package org.holdfast.beans.lifecycle;

import jakarta.transaction.UserTransaction;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import javax.sql.DataSource;
import org.holdfast.beans.ProductVersion;
import org.holdfast.beans.access.ConfiguredUsers;
import org.holdfast.beans.access.MqttLogins;
import org.holdfast.beans.access.ScramUsers;
import org.holdfast.beans.configuration.Overrides;
import org.holdfast.beans.gateway.BrokerGateway;
import org.holdfast.beans.settings.Settings;
import org.holdfast.beans.settings.StoreSettings;
import org.holdfast.beans.state.BrokerState;
import org.holdfast.beans.state.State;
import org.holdfast.beans.store.ConsoleDatabase;
import org.holdfast.beans.store.Database;
import org.holdfast.beans.store.connection.DatabaseException;
import org.holdfast.beans.store.connection.DatabaseInUseException;
import org.holdfast.beans.store.connection.NewerDatabaseException;
import org.holdfast.beans.users.FirstAdmin;
import org.holdfast.engine.Broker;
import org.holdfast.engine.BrokerHost;
import org.holdfast.engine.BrokerStore;
import org.holdfast.engine.Lease;
import org.holdfast.engine.access.Access;
import org.holdfast.engine.access.Authorizer;
import org.holdfast.engine.commit.StoreException;
import org.holdfast.engine.retained.LoadProgress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of the broker, from opening the database to the last write. Owned by the startup bean. */
final class BrokerRun implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerRun.class);
    private static final Duration FLUSH_THREAD_END = Duration.ofSeconds(5);

    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);

    private final MqttLogins logins = new MqttLogins(Clock.systemUTC());
    private final SettingsSource source;
    private final Resources resources;
    private final BrokerState state;
    private volatile boolean isClosed;

    /** The actions that stop what has started, the latest first. */
    private final Deque<Runnable> stops = new ArrayDeque<>();

    private BrokerRun(SettingsSource source, Resources resources, BrokerState state) {
        this.source = source;
        this.resources = resources;
        this.state = state;
    }

    /**
     * The resources of the container.
     *
     * @param dataSource connections outside of transactions
     * @param transaction transactions, on threads of the container
     * @param threads creates such threads
     * @param timer requests flushes
     */
    record Resources(DataSource dataSource, UserTransaction transaction, ThreadFactory threads, FlushTimer timer) {}

    /** Reads the settings, including those changed in the console. */
    @FunctionalInterface
    interface SettingsSource {
        Settings read(Map<String, String> overrides);
    }

    /** Starts everything or nothing; goes on standby if another broker owns the database and the settings say so. */
    static BrokerRun start(SettingsSource settings, Resources resources, BrokerState state) {
        BrokerRun run = new BrokerRun(settings, resources, state);
        try {
            run.startOrStandBy();
            return run;
        } catch (RuntimeException | Error e) {
            run.close();
            throw e;
        }
    }

    private void startOrStandBy() {
        StoreSettings store = source.read(Map.of()).store();
        Database database;
        try {
            database = Database.open(store, resources.dataSource());
        } catch (DatabaseInUseException e) {
            if (!store.standsBy()) {
                throw e;
            }
            standBy(store, e.line());
            return;
        }
        start(database);
    }

    private void standBy(StoreSettings store, String reason) {
        state.become(new State.Standby(reason));
        Handover.standsBy(Banner.ofStandby(reason));
        LOG.info("Holdfast is on standby: {}", reason);
        Thread thread = resources.threads().newThread(() -> awaitDatabase(store));
        thread.setName("holdfast-standby");
        thread.start();
    }

    private void awaitDatabase(StoreSettings store) {
        try {
            while (!takeOver(store)) {
                Thread.sleep(LOOK_INTERVAL.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            giveUp(e.getMessage() == null ? e.toString() : e.getMessage());
        } catch (Error e) { // it would keep the database from others, and serve nobody
            giveUp(e.toString());
            throw e;
        }
    }

    /** Takes the database over, if it is free; true when there is nothing more to wait for. */
    private boolean takeOver(StoreSettings store) {
        if (isClosed) {
            return true;
        }
        Database database;
        try {
            database = Database.open(store, resources.dataSource());
        } catch (NewerDatabaseException e) {
            throw e;
        } catch (DatabaseException e) { // it is another's, or does not answer, as in the middle of a failover
            standByUnlessClosed(e.line());
            return false;
        }
        startUnlessClosed(database);
        return true;
    }

    private synchronized void standByUnlessClosed(String reason) {
        if (!isClosed) {
            state.become(new State.Standby(reason));
        }
    }

    private synchronized void startUnlessClosed(Database database) {
        if (isClosed) {
            database.close();
            return;
        }
        LOG.info("Taking over {}", database.settings().location());
        start(database);
    }

    /**
     * Ends the run, and with holdfast.jar the process, because it cannot continue. Reports the reason first: stopping may wait for
     * a database that does not answer, and the launcher has a limit for that.
     */
    private void giveUp(String reason) {
        LOG.error("The broker shuts down: {}", reason);
        Handover.ended(reason);
        close();
    }

    /** Starts everything, in this order. */
    private synchronized void start(Database database) {
        stops.push(database::close);
        database.requireTransactions(resources.transaction());
        database.onLoss(resources.threads(), owner -> giveUp(takenOver(owner, database)));
        ConsoleDatabase console = database.console(resources.transaction());
        Settings settings = source.read(new Overrides(console).read()).with(database.settings());
        SettingsLog.log(settings.effective());
        LogLevel.set(settings.console().logLevel());
        FirstAdmin admin = FirstAdmin.prepare(
                console,
                settings.console().adminPassword(),
                task -> resources.threads().newThread(task).start());
        Broker broker =
                broker(settings, database.store(resources.transaction(), resources.threads()), database.lease());
        stops.push(broker::stop);
        load(broker, database);
        run(broker, settings, console, database, admin);
    }

    private static String takenOver(String owner, Database database) {
        return "another Holdfast (" + owner + ") has taken over "
                + database.settings().location();
    }

    /** Accepts clients, and announces it. */
    private void run(Broker broker, Settings settings, ConsoleDatabase console, Database database, FirstAdmin admin) {
        Thread flushThread = flushThread(broker, resources.threads());
        stops.push(() -> end(broker, flushThread));
        database.awaitLease(broker::leaseRenewed);
        broker.open();
        resources.timer().start(settings.flushInterval());
        stops.push(resources.timer()::stop);
        admin.create(Clock.systemUTC()).ifPresent(Announcement::password);
        state.become(new State.Running(
                broker,
                settings,
                flushThread,
                console,
                database.lease(),
                logins,
                changed -> reconfigure(changed, resources.timer())));
        BrokerGateway.offer(broker);
        stops.push(BrokerGateway::withdraw);
        Announcement.ready(Banner.of(broker, settings));
    }

    /** Applies changed settings, one change at a time. */
    private void reconfigure(Settings changed, FlushTimer timer) {
        State.Running before = state.running();
        before.broker().reconfigure(changed.broker());
        LogLevel.set(changed.console().logLevel());
        if (!changed.flushInterval().equals(before.settings().flushInterval())) {
            timer.stop();
            timer.start(changed.flushInterval());
        }
        state.become(before.with(changed.with(before.settings().store())));
    }

    private void load(Broker broker, Database database) {
        try {
            broker.load(this::loading);
        } catch (StoreException e) {
            throw database.unreadable(e);
        }
    }

    private Broker broker(Settings settings, BrokerStore store, Lease lease) {
        Access access = new Access(
                ConfiguredUsers.of(settings.access()),
                ScramUsers.methods(settings.access()),
                logins,
                Authorizer.EVERYTHING);
        return Broker.of(settings.broker(), BrokerHost.of(store, access, ProductVersion.current(), lease));
    }

    private void loading(LoadProgress progress) {
        if (isClosed) {
            throw new IllegalStateException("the broker was stopped while loading");
        }
        state.become(new State.Loading(progress));
        LOG.info(
                "Loading retained messages: {} of {}, {} %, {} per second",
                progress.loaded(), progress.expected(), progress.percent(), progress.perSecond());
    }

    private static Thread flushThread(Broker broker, ThreadFactory threads) {
        Thread thread = threads.newThread(broker::runFlushLoop);
        thread.setName("holdfast-flush");
        thread.start();
        return thread;
    }

    private static void end(Broker broker, Thread flushThread) {
        broker.stop();
        try {
            flushThread.join(FLUSH_THREAD_END.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops what has started: disconnects clients, writes everything, and leaves the database in one file. */
    @Override
    public void close() {
        isClosed = true; // before the lock: the loading thread has it, and checks this
        stopAll();
    }

    private synchronized void stopAll() {
        state.become(new State.Stopped());
        while (!stops.isEmpty()) {
            try {
                stops.pop().run();
            } catch (RuntimeException e) { // the others still have to stop
                LOG.error("A part of the broker failed to stop", e);
            }
        }
    }
}
