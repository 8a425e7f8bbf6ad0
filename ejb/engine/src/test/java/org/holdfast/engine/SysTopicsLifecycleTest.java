package org.holdfast.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.holdfast.engine.commit.CommitConfig;
import org.holdfast.engine.commit.GroupCommit;
import org.holdfast.engine.loop.EventLoop;
import org.holdfast.engine.publishing.Publisher;
import org.holdfast.engine.retained.RetainedConfig;
import org.holdfast.engine.retained.RetainedMessages;
import org.holdfast.engine.retained.tree.RetainedMessage;
import org.holdfast.engine.routing.Router;
import org.holdfast.engine.routing.SubscriptionTree;
import org.holdfast.engine.session.SessionStatus;
import org.holdfast.engine.session.store.SessionJournal;
import org.holdfast.engine.session.store.SessionStore;
import org.holdfast.engine.testing.RecordingStore;
import org.holdfast.engine.wire.TrafficStatus;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When the $SYS topics are published, from the making of the broker to its end. */
class SysTopicsLifecycleTest {
    private final RecordingStore store = new RecordingStore();
    private final GroupCommit commits = new GroupCommit(CommitConfig.DEFAULT, store, Clock.systemUTC());
    private final RetainedMessages retained =
            new RetainedMessages(RetainedConfig.DEFAULT, store, commits, Clock.systemUTC());
    private final ManualLoop loop = new ManualLoop();
    private int clients;

    private SysTopics sysTopics(Supplier<BrokerStatus> status, Duration interval) {
        Publisher publisher = new Publisher(
                retained,
                new Router(new SubscriptionTree()),
                new SessionJournal(true, SessionStore.NONE, commits),
                commits,
                Clock.systemUTC());
        return new SysTopics(publisher, status, interval);
    }

    private SysTopics sysTopics() {
        return sysTopics(this::status, Duration.ofSeconds(10));
    }

    private BrokerStatus status() {
        return new BrokerStatus(
                "1",
                Duration.ZERO,
                true,
                0,
                new TrafficStatus(0, 0, 0, 0, 0, 0, List.of(), Map.of()),
                Duration.ZERO,
                new SessionStatus(clients, 0, 0, 0, 0, 0, 0, 0, 0),
                0,
                retained.status(),
                commits.status());
    }

    private @Nullable String total() {
        RetainedMessage message = retained.get(SysTopic.CLIENTS_TOTAL.topic());
        return message == null ? null : new String(message.message().payload().bytes(), StandardCharsets.UTF_8);
    }

    @Test
    void beforeTheBrokerOpensNothingIsPublished() {
        sysTopics();
        assertThat(total()).isNull();
        assertThat(loop.isWaiting()).isFalse();
    }

    @Test
    void theyAreThereBeforeTheListenerOpens() {
        sysTopics().open();
        assertThat(total()).isEqualTo("0");
    }

    @Test
    void theyAreRenewedTimeAndAgain() {
        SysTopics sysTopics = sysTopics();
        sysTopics.open();
        sysTopics.start(loop);
        clients = 1;
        loop.passDelay(Duration.ofSeconds(10));
        assertThat(total()).isEqualTo("1");
        clients = 2;
        loop.passDelay(Duration.ofSeconds(10));
        assertThat(total()).isEqualTo("2");
    }

    @Test
    void afterTheBrokerHasStoppedNothingIsPublished() {
        SysTopics sysTopics = sysTopics();
        sysTopics.open();
        sysTopics.start(loop);
        loop.passDelay(Duration.ofSeconds(10));
        sysTopics.stop();
        assertThat(loop.isWaiting()).isFalse();
    }

    @Test
    void aBrokerThatHasNotOpenedCanStop() {
        sysTopics().stop();
        assertThat(loop.isWaiting()).isFalse();
    }

    @Test
    void theIntervalZeroMeansNever() {
        SysTopics never = sysTopics(this::status, Duration.ZERO);
        never.open();
        never.start(loop);
        assertThat(total()).isNull();
        assertThat(loop.isWaiting()).isFalse();
        never.stop();
    }

    @Test
    void aFailureIsNotTheEnd() {
        SysTopics sysTopics = sysTopics(
                () -> {
                    if (clients == 1) {
                        throw new IllegalStateException("the test lets this fail");
                    }
                    return status();
                },
                Duration.ofSeconds(10));
        sysTopics.open();
        sysTopics.start(loop);
        clients = 1;
        loop.passDelay(Duration.ofSeconds(10));
        clients = 2;
        loop.passDelay(Duration.ofSeconds(10));
        assertThat(total()).isEqualTo("2");
    }

    /** The test's thread as an event loop, with one task at most that waits for its time. */
    private static final class ManualLoop implements EventLoop {
        private @Nullable Runnable waiting;
        private Duration delay = Duration.ZERO;

        boolean isWaiting() {
            return waiting != null;
        }

        /** Runs the task that waits, which must wait for so long. */
        void passDelay(Duration expected) {
            Runnable task = waiting;
            assertThat(task).as("a task that waits").isNotNull();
            assertThat(delay).isEqualTo(expected);
            waiting = null;
            if (task != null) {
                task.run();
            }
        }

        @Override
        public boolean inEventLoop() {
            return true;
        }

        @Override
        public long nanoTime() {
            return 0;
        }

        @Override
        public void execute(Runnable task) {
            task.run();
        }

        @Override
        public Timer schedule(Duration after, Runnable task) {
            waiting = task;
            delay = after;
            return () -> waiting = null;
        }
    }
}
