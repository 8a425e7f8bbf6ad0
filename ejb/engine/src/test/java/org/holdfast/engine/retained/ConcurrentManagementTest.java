package org.holdfast.engine.retained;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.holdfast.engine.commit.CommitConfig;
import org.holdfast.engine.commit.GroupCommit;
import org.holdfast.engine.commit.Transactor;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.retained.tree.RetainedMessage;
import org.holdfast.engine.retained.tree.RetainedTreeTest;
import org.holdfast.engine.retained.tree.RetainedWalk;
import org.holdfast.engine.topic.TopicFilter;
import org.holdfast.engine.topic.TopicName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients publish and subscribe while others change what is retained, all at the same time. */
class ConcurrentManagementTest {
    private static final int ROUNDS = 20_000;
    private static final int MANAGERS = 4;
    private static final TopicName TOPIC = TopicName.of("t");

    private final Clock clock = Clock.systemUTC();
    private final GroupCommit commits = new GroupCommit(CommitConfig.DEFAULT, Transactor.NONE, clock);
    private final RetainedMessages retained =
            new RetainedMessages(RetainedConfig.DEFAULT, new MemoryRetainedStore(), commits, clock);
    private final ExecutorService threads = Executors.newFixedThreadPool(MANAGERS);
    private final AtomicBoolean done = new AtomicBoolean();
    private final List<Future<?>> managers = new ArrayList<>();

    /** Does this time and again, in threads of its own. */
    private void meanwhile(Consumer<RetainedMessages> change) {
        for (int manager = 0; manager < MANAGERS; manager++) {
            managers.add(threads.submit(() -> {
                while (!done.get()) {
                    change.accept(retained);
                }
            }));
        }
    }

    @AfterEach
    void end() throws Exception {
        done.set(true);
        for (Future<?> manager : managers) {
            manager.get(60, TimeUnit.SECONDS);
        }
        threads.shutdown();
    }

    private void publish(int number) {
        Message message = RetainedTreeTest.message("t", "" + number, Message.NEVER);
        assertThat(retained.publish(message, () -> true).refusal()).isNull();
    }

    private void publishAndLook() {
        for (int number = 0; number < ROUNDS; number++) {
            publish(number);
            look(number);
        }
    }

    private void look(int number) {
        RetainedMessage kept = requireNonNull(retained.get(TOPIC), "message " + number + " is not retained");
        assertThat(payload(kept)).isEqualTo("" + number);
    }

    private static String payload(RetainedMessage retained) {
        return new String(retained.message().payload().bytes(), StandardCharsets.UTF_8);
    }

    @Test
    void aChangedLifetimeNeverBringsBackAnOlderMessage() {
        meanwhile(all -> all.changeLifetime(TOPIC, Duration.ofMinutes(1)));
        publishAndLook();
    }

    @Test
    void whatFillsOnlyEmptyTopicsNeverReplacesAMessage() {
        Message imported = RetainedTreeTest.message("t", "imported", Message.NEVER);
        meanwhile(all -> all.keepIfNone(imported));
        for (int number = 0; number < ROUNDS; number++) {
            retained.publish(RetainedTreeTest.message("t", "", Message.NEVER), () -> true); // clears
            publish(number);
            look(number);
        }
    }

    @Test
    void whatClearsTheMessageThatItHasSeenNeverClearsANewerOne() {
        meanwhile(all -> {
            RetainedMessage seen = all.get(TOPIC);
            if (seen != null && payload(seen).endsWith("0")) {
                all.clear(seen);
            }
        });
        for (int number = 1; number < ROUNDS; number++) {
            publish(10 * number);
            publish(10 * number + 1);
            look(10 * number + 1);
        }
    }

    @Test
    void aSubscriptionMissesNoMessageWhoseLifetimeIsBeingChanged() {
        publish(0);
        meanwhile(all -> all.changeLifetime(TOPIC, Duration.ofMinutes(1)));
        for (int round = 0; round < ROUNDS; round++) {
            RetainedWalk walk = retained.subscribe(TopicFilter.of("t"), () -> {});
            assertThat(walk.next(clock.millis())).as("round %d", round).isNotNull();
        }
    }

    @Test
    void aSubscriptionGetsEachMessageWhoseLifetimeIsBeingChangedOnce() {
        meanwhile(all -> all.changeLifetime(TOPIC, Duration.ofMinutes(1)));
        for (int number = 0; number < ROUNDS; number++) {
            publish(number);
            RetainedWalk walk = retained.subscribe(TopicFilter.of("t"), () -> {});
            RetainedWalk later = retained.subscribe(TopicFilter.of("t"), () -> {});
            publish(number); // which both of them get live
            assertThat(walk.next(clock.millis())).isNull();
            assertThat(later.next(clock.millis())).isNull();
        }
    }
}
