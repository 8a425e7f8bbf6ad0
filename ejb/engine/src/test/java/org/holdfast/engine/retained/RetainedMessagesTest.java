package org.holdfast.engine.retained;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.holdfast.engine.commit.CommitConfig;
import org.holdfast.engine.commit.CommitWaiter;
import org.holdfast.engine.commit.GroupCommit;
import org.holdfast.engine.commit.StoreException;
import org.holdfast.engine.commit.Transactor;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.retained.RetainedConfig.Acknowledge;
import org.holdfast.engine.retained.RetainedLimits.WhenFull;
import org.holdfast.engine.retained.tree.RetainedMessage;
import org.holdfast.engine.retained.tree.RetainedTreeTest;
import org.holdfast.engine.retained.tree.Version;
import org.holdfast.engine.testing.TestClock;
import org.holdfast.engine.topic.TopicName;
import org.junit.jupiter.api.Test;

class RetainedMessagesTest {
    /** Of a thousand children. */
    private static final long TABLE_BYTES = 1_024 * 4;

    private final ScriptedStore store = new ScriptedStore();
    private final TestClock clock = new TestClock();
    private final GroupCommit commits = commits();
    private final RetainedMessages retained = retained(config(RetainedLimits.DEFAULT), commits);
    private final List<String> told = new ArrayList<>();

    @Test
    void writesAHundredUpdatesOfOneTopicAsOneRow() {
        for (int i = 0; i < 100; i++) {
            publish("t", "v" + i);
        }
        commits.flush();
        assertThat(store.batches).containsExactly(List.of("t=v99"));
    }

    @Test
    void tellsAWaiterAfterTheCommitAndNotBefore() {
        publishAndAwait(message("t", "v"), "t");
        assertThat(told).isEmpty();
        store.onWrite = () -> assertThat(told).isEmpty();
        commits.flush();
        assertThat(told).containsExactly("t");
    }

    @Test
    void keepsAFailedBatchAndItsWaitersForTheNextFlush() {
        publishAndAwait(message("a", "1"), "a");
        store.failures = 1;
        assertThat(commits.flush()).isFalse();
        assertThat(told).isEmpty();
        assertThat(commits.status().failure()).isEqualTo("disk full");
        assertThat(commits.flush()).isTrue();
        assertThat(store.rows).containsExactly(Map.entry("a", "1"));
        assertThat(told).containsExactly("a");
        assertThat(commits.status().failure()).isNull();
    }

    @Test
    void aFailedChangeDoesNotOverwriteANewerOne() {
        publish("a", "old");
        store.failures = 1;
        store.onWrite = () -> publish("a", "new");
        commits.flush();
        store.onWrite = () -> {};
        commits.flush();
        assertThat(store.rows).containsExactly(Map.entry("a", "new"));
        assertThat(retained.status().waitingTopics()).isZero();
        assertThat(retained.status().waitingBytes()).isZero();
    }

    @Test
    void tellsAWaiterThatComesDuringACommitAfterTheNextOne() {
        publishAndAwait(message("a", "1"), "a");
        store.onWrite = () -> {
            store.onWrite = () -> {};
            publishAndAwait(message("b", "2"), "b");
        };
        commits.flush();
        assertThat(told).containsExactly("a");
        commits.flush();
        assertThat(told).containsExactly("a", "b");
    }

    @Test
    void refusesWhatIsTooMuchAndChangesNothing() {
        GroupCommit smallCommits = commits(2);
        RetainedMessages small = retained(config(RetainedLimits.DEFAULT), smallCommits);
        small.publish(message("a", "1"), () -> true);
        small.publish(message("b", "2"), () -> true);
        assertThat(small.publish(message("c", "3"), () -> true).refusal()).isEqualTo(Refusal.STORE_BACKLOG);
        assertThat(small.get(TopicName.of("c"))).isNull();
        smallCommits.flush();
        assertThat(small.publish(message("c", "3"), () -> true).refusal()).isNull();
    }

    @Test
    void clearsEvenWhenTooMuchWaits() {
        GroupCommit smallCommits = commits(1);
        RetainedMessages small = retained(config(RetainedLimits.DEFAULT), smallCommits);
        small.publish(message("a", "1"), () -> true);
        assertThat(small.publish(message("a", ""), () -> true).refusal()).isNull();
        smallCommits.flush();
        assertThat(store.rows).isEmpty();
    }

    @Test
    void clearingATopicThatKeepsNothingWritesNothingButTellsItsWaiter() {
        publishAndAwait(message("a", ""), "a");
        commits.flush();
        assertThat(store.batches).isEmpty();
        assertThat(told).containsExactly("a");
    }

    @Test
    void clearsExpiredMessagesFromMemoryAndStore() {
        retained.publish(RetainedTreeTest.message("e", "v", clock.millis() + 1_000), () -> true);
        publish("stays", "v");
        commits.flush();
        clock.advance(Duration.ofSeconds(1));
        commits.flush();
        assertThat(store.rows).containsOnlyKeys("stays");
        assertThat(retained.status().count()).isEqualTo(1);
    }

    /** Moquette: a plain publish after an expiring one was delivered twice, and then both vanished. */
    @Test
    void anExpiringMessageThatWasReplacedDoesNotTakeItsSuccessorAlong() {
        retained.publish(RetainedTreeTest.message("e", "expiring", clock.millis() + 1_000), () -> true);
        publish("e", "plain");
        clock.advance(Duration.ofDays(1));
        commits.flush();
        assertThat(store.rows).containsExactly(Map.entry("e", "plain"));
        assertThat(retained.get(TopicName.of("e"))).isNotNull();
    }

    @Test
    void versionsGrowAlsoWhenTheClockIsSetBackAndAfterARestart() {
        publish("a", "1");
        Version first = version("a");
        commits.flush();
        clock.advance(Duration.ofHours(-1));
        publish("a", "2");
        assertThat(version("a").isNewerThan(first)).isTrue();
        commits.flush();

        RetainedMessages restarted = retained(config(RetainedLimits.DEFAULT), commits());
        Version stored = store.versions.getOrDefault("a", first);
        restarted.load(progress -> {});
        restarted.publish(message("a", "3"), () -> true);
        RetainedMessage current = restarted.get(TopicName.of("a"));
        assertThat(current).isNotNull();
        assertThat(current.version().isNewerThan(stored)).isTrue();
    }

    @Test
    void loadsWhatTheStoreHoldsAndReportsTheEnd() {
        publish("a", "1");
        publish("b", "2");
        commits.flush();
        RetainedMessages restarted = retained(config(RetainedLimits.DEFAULT), commits());
        List<LoadProgress> progress = new ArrayList<>();
        restarted.load(progress::add);
        assertThat(restarted.status().count()).isEqualTo(2);
        assertThat(progress).extracting(LoadProgress::loaded).containsExactly(2L);
    }

    /** Moquette keeps two maps and NanoMQ stops at the first: what expires together is to go together, and hold up nobody. */
    @Test
    void aHundredThousandThatExpireAtOnceGoInSmallBatchesThatDelayNoOther() {
        for (int i = 0; i < 100_000; i++) {
            retained.publish(RetainedTreeTest.message("e/" + i, "v", clock.millis() + 60_000), () -> true);
            if (i % 10_000 == 0) {
                commits.flush();
            }
        }
        commits.flush();
        clock.advance(Duration.ofMinutes(1));
        store.batches.clear();
        for (int round = 0; round < 100; round++) {
            publishAndAwait(message("other", "" + round), "round " + round);
            commits.flush();
            assertThat(told).hasSize(round + 1);
        }
        assertThat(store.batches).hasSize(100).allSatisfy(batch -> assertThat(batch)
                .hasSizeLessThanOrEqualTo(1_001));
        assertThat(retained.status().count()).isEqualTo(1);
        assertThat(store.rows).containsOnlyKeys("other");
    }

    @Test
    void whileTheStoreFailsExpiredMessagesTakeNobodysPlace() {
        GroupCommit smallCommits = commits(10);
        RetainedMessages small = retained(config(RetainedLimits.DEFAULT), smallCommits);
        for (int i = 0; i < 20; i++) {
            small.publish(RetainedTreeTest.message("e/" + i, "v", clock.millis() + 60_000), () -> true);
            smallCommits.flush();
        }
        small.publish(message("a", "1"), () -> true);
        smallCommits.await(CommitWaiter.of(Runnable::run, () -> told.add("a")));
        store.failures = 2;
        smallCommits.flush();
        clock.advance(Duration.ofMinutes(1));
        smallCommits.flush();
        assertThat(small.status().waitingTopics()).isEqualTo(1);
        smallCommits.flush();
        smallCommits.flush();
        smallCommits.flush();
        assertThat(store.rows).containsOnlyKeys("a");
    }

    @Test
    void theCountAndTheBytesHoldHoweverManyPublishAtOnce() throws Exception {
        RetainedLimits limits = new RetainedLimits(1_000, 100, Long.MAX_VALUE, 10, WhenFull.REFUSE);
        RetainedMessages limited = retained(config(limits), commits());
        publishFromManyThreads(limited);
        assertThat(limited.status().count()).isEqualTo(1_000);
        assertThat(limited.status().refused()).containsEntry(Refusal.TOO_MANY_MESSAGES, 3_000L);

        RetainedLimits byBytes = new RetainedLimits(1_000_000, 100, 200_000, 10, WhenFull.REFUSE);
        RetainedMessages heavy = retained(config(byBytes), commits());
        publishFromManyThreads(heavy);
        // each publisher has a table of its own in the tree, which may double after the room for a message was taken
        assertThat(heavy.status().bytes()).isBetween(190_000L, 200_000L + 4 * TABLE_BYTES);
        assertThat(heavy.status().refused().get(Refusal.TOO_MANY_BYTES)).isPositive();
    }

    private static void publishFromManyThreads(RetainedMessages messages) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<?>> publishers = new ArrayList<>();
        for (int publisher = 0; publisher < 4; publisher++) {
            int own = publisher;
            publishers.add(threads.submit(() -> {
                for (int i = 0; i < 1_000; i++) {
                    messages.publish(message("t/" + own + "/" + i, "v"), () -> true);
                }
            }));
        }
        for (Future<?> publisher : publishers) {
            publisher.get(60, TimeUnit.SECONDS);
        }
        threads.shutdown();
    }

    @Test
    void whatIsRefusedLeavesTheWaitingChangeOfItsTopic() {
        RetainedLimits limits = new RetainedLimits(10, 5, 2_000, 10, WhenFull.REFUSE);
        GroupCommit limitedCommits = commits(100);
        RetainedMessages limited = retained(config(limits), limitedCommits);
        limited.publish(message("a", "1"), () -> true);
        assertThat(limited.publish(message("a", "too long"), () -> true).refusal())
                .isEqualTo(Refusal.PAYLOAD_TOO_LARGE);
        limitedCommits.flush();
        assertThat(store.batches).containsExactly(List.of("a=1"));
    }

    private void publish(String topic, String payload) {
        retained.publish(message(topic, payload), () -> true);
    }

    private Version version(String topic) {
        RetainedMessage current = retained.get(TopicName.of(topic));
        assertThat(current).isNotNull();
        return current.version();
    }

    private static Message message(String topic, String payload) {
        return RetainedTreeTest.message(topic, payload, Message.NEVER);
    }

    private void publishAndAwait(Message message, String name) {
        retained.publish(message, () -> true);
        commits.await(CommitWaiter.of(Runnable::run, () -> told.add(name)));
    }

    private GroupCommit commits() {
        return commits(100_000);
    }

    private GroupCommit commits(int maximumWaiting) {
        return new GroupCommit(
                new CommitConfig(100, Duration.ofMillis(10), maximumWaiting, Long.MAX_VALUE), Transactor.NONE, clock);
    }

    private RetainedMessages retained(RetainedConfig config, GroupCommit group) {
        return new RetainedMessages(config, store, group, clock);
    }

    private static RetainedConfig config(RetainedLimits limits) {
        return new RetainedConfig(Acknowledge.COMMITTED, Duration.ofSeconds(30), 0, limits, RetainedLifetime.DEFAULT);
    }

    /** A store in memory that can be told to fail. */
    private static final class ScriptedStore implements RetainedStore {
        private final List<List<String>> batches = new ArrayList<>();
        private final Map<String, String> rows = new HashMap<>();
        private final Map<String, Version> versions = new HashMap<>();
        private final MemoryRetainedStore messages = new MemoryRetainedStore();
        private Runnable onWrite = () -> {};
        private int failures;

        @Override
        public long count() {
            return messages.count();
        }

        @Override
        public void readAll(Consumer<RetainedMessage> consumer) {
            messages.readAll(consumer);
        }

        @Override
        public void write(List<RetainedChange> changes) {
            onWrite.run();
            if (failures > 0) {
                failures--;
                throw new StoreException("disk full");
            }
            List<String> batch = new ArrayList<>();
            changes.forEach(change -> batch.add(write(change)));
            batches.add(batch);
            messages.write(changes);
        }

        private String write(RetainedChange change) {
            String topic = change.topic().value();
            RetainedMessage retained = change.retained();
            if (retained != null) {
                String payload = new String(retained.message().payload().bytes(), StandardCharsets.UTF_8);
                rows.put(topic, payload);
                versions.put(topic, change.version());
                return topic + "=" + payload;
            }
            rows.remove(topic);
            return topic + " cleared";
        }

        @Override
        public int purgeExpired(long now, int limit) {
            return messages.purgeExpired(now, limit);
        }
    }
}
