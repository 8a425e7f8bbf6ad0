package org.holdfast.beans.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.transaction.UserTransaction;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.holdfast.beans.settings.MapSource;
import org.holdfast.beans.settings.Settings;
import org.holdfast.beans.state.BrokerState;
import org.holdfast.beans.state.State;
import org.holdfast.beans.store.Database;
import org.holdfast.beans.store.DurablePostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A broker that stands by, while another has the database. */
class BrokerRunTest {
    private static final long LIMIT_SECONDS = 60;
    private static final String END = "org.holdfast.handover.end";

    private static EmbeddedPostgres postgres;
    private static Settings settings;
    private static DataSource dataSource;

    private final BrokerState state = new BrokerState();
    private final BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();
    private final BlockingQueue<Throwable> uncaught = new LinkedBlockingQueue<>();

    private Database ofAnother;
    private BrokerRun standby;

    @BeforeAll
    static void startPostgres() throws IOException {
        postgres = DurablePostgres.start();
        settings = MapSource.read(
                "holdfast.datasource.url",
                postgres.getJdbcUrl("postgres", "postgres"),
                "holdfast.datasource.user",
                "postgres",
                "holdfast.datasource.standby",
                "wait");
        dataSource = postgres.getPostgresDatabase();
    }

    @AfterAll
    static void stopPostgres() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void standBy() {
        ofAnother = Database.open(settings.store(), dataSource);
        standby = BrokerRun.start(
                overrides -> settings,
                new BrokerRun.Resources(dataSource, failing(), this::thread, new NoTimer()),
                state);
        assertThat(state.current()).isInstanceOf(State.Standby.class);
    }

    @AfterEach
    void end() {
        standby.close();
        System.clearProperty(END);
    }

    private Thread thread(Runnable task) {
        Thread thread = new Thread(task);
        thread.setUncaughtExceptionHandler((of, failure) -> uncaught.add(failure));
        threads.add(thread);
        return thread;
    }

    /** Transactions of a container that has no memory left. */
    private static UserTransaction failing() {
        return (UserTransaction) Proxy.newProxyInstance(
                BrokerRunTest.class.getClassLoader(),
                new Class<?>[] {UserTransaction.class},
                (proxy, method, arguments) -> {
                    throw new OutOfMemoryError("Java heap space");
                });
    }

    private static final class NoTimer implements FlushTimer {
        @Override
        public void start(Duration interval) {
            throw new AssertionError("nothing is to be flushed");
        }

        @Override
        public void stop() {
            throw new AssertionError("nothing was to be flushed");
        }
    }

    @Test
    void errorWhileItTakesOverIsToldAndLeavesTheDatabaseToOthers() throws InterruptedException {
        ofAnother.close();

        assertThat(uncaught.poll(LIMIT_SECONDS, TimeUnit.SECONDS)).isInstanceOf(OutOfMemoryError.class);
        assertThat(System.getProperty(END)).contains("OutOfMemoryError: Java heap space");
        assertThat(state.current()).isInstanceOf(State.Stopped.class);
        Database.open(settings.store(), dataSource).close();
    }

    @Test
    void oneThatHasEndedTakesNothingOver() throws InterruptedException {
        standby.close();
        ofAnother.close();

        Thread waiting = threads.element();
        waiting.join(TimeUnit.SECONDS.toMillis(LIMIT_SECONDS));
        assertThat(waiting.isAlive()).isFalse();
        assertThat(uncaught).isEmpty();
        Database.open(settings.store(), dataSource).close();
    }
}
