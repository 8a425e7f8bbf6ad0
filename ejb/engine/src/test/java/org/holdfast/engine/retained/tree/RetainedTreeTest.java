package org.holdfast.engine.retained.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.message.Payload;
import org.holdfast.engine.message.Properties;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.topic.TopicFilter;
import org.holdfast.engine.topic.TopicName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

public class RetainedTreeTest {
    private static final Version LATEST = new Version(Long.MAX_VALUE, 0);

    private final RetainedTree tree = new RetainedTree();
    private long clock;

    @ParameterizedTest
    @CsvSource({
        "#, 'a a/b a/b/c /a a//b'",
        "a, a",
        "a/#, 'a a/b a/b/c a//b'",
        "a/+, a/b",
        "+, a",
        "+/+, 'a/b /a'",
        "a/+/c, a/b/c",
        "a/b/c/#, a/b/c",
        "a//b, a//b",
        "/#, /a",
        "$x/#, $x/y",
        "$x/+, $x/y",
        "b/#, ''"
    })
    void findsTheTopicsThatMatchAndNoReservedOnesBehindALeadingWildcard(String filter, String expected) {
        for (String topic : List.of("a", "a/b", "a/b/c", "/a", "a//b", "$x/y")) {
            set(topic, "v");
        }
        assertThat(topics(filter)).containsExactlyInAnyOrder(expected.isEmpty() ? new String[0] : expected.split(" "));
    }

    @Test
    void clearingATopicLeavesItsParentAndItsChildren() {
        set("a", "1");
        set("a/b", "2");
        set("a/b/c", "3");
        tree.clear(TopicName.of("a/b"));
        assertThat(topics("#")).containsExactlyInAnyOrder("a", "a/b/c");
    }

    /** NanoMQ: clearing /topic/sub removed /topic too (#2066). */
    @Test
    void clearingTheLastTopicOfABranchLeavesTheBranchThatKeepsAMessage() {
        set("/topic", "1");
        set("/topic/sub", "2");
        tree.clear(TopicName.of("/topic/sub"));
        assertThat(topics("#")).containsExactly("/topic");
    }

    @Test
    void aWalkLeavesOutWhatWasDeliveredAfterItsBeginning() {
        set("a/1", "old");
        RetainedCursor cursor = tree.matching(TopicFilter.of("a/#"), LiveMessages.since(new Version(clock, 0)));
        set("a/1", "new");
        set("a/2", "new");
        assertThat(cursor.next(0)).isNull();
    }

    @Test
    void aWalkMeetsWhatWasChangedAfterItsBeginningAndDeliveredToNobody() {
        set("a/1", "old");
        RetainedMessage delivered = new RetainedMessage(message("a/2", "v", Message.NEVER), new Version(++clock, 0));
        tree.set(delivered);
        Version beginning = new Version(++clock, 0);
        tree.set(RetainedMessage.silent(message("a/1", "new", Message.NEVER), new Version(++clock, 0)));
        tree.set(delivered.withLifetime(message("a/2", "v", 1_000), new Version(++clock, 0)));
        assertThat(topics("a/#", beginning)).containsExactlyInAnyOrder("a/1", "a/2");
        assertThat(topics("a/#", new Version(1, 0))).containsExactly("a/1"); // a/2 was delivered after that
    }

    @Test
    void whenADeliveryIsTooLongAgoToSayWhenAWalkMeetsTheMessage() {
        RetainedMessage delivered = new RetainedMessage(message("a", "v", Message.NEVER), new Version(10, 0));
        RetainedMessage soon = delivered.withLifetime(delivered.message(), new Version(Integer.MAX_VALUE, 0));
        RetainedMessage late = soon.withLifetime(delivered.message(), new Version(Integer.MAX_VALUE + 10L, 0));
        assertThat(soon.wasDeliveredAfter(new Version(9, 0))).isTrue();
        assertThat(soon.wasDeliveredAfter(new Version(10, 0))).isFalse();
        assertThat(late.wasDeliveredAfter(new Version(9, 0))).isFalse();
        assertThat(late.withLifetime(delivered.message(), new Version(Long.MAX_VALUE, 0))
                        .wasDeliveredAfter(new Version(9, 0)))
                .isFalse();
    }

    @Test
    void aWalkLeavesOutWhatHasExpired() {
        tree.set(new RetainedMessage(message("a", "v", 1_000), new Version(++clock, 0)));
        assertThat(tree.matching(TopicFilter.of("a"), LiveMessages.since(LATEST))
                        .next(999))
                .isNotNull();
        assertThat(tree.matching(TopicFilter.of("a"), LiveMessages.since(LATEST))
                        .next(1_000))
                .isNull();
    }

    @Test
    void losesNothingWhileBranchesGrowAndArePruned() throws Exception {
        int writers = 4;
        int rounds = 30_000;
        ConcurrentHashMap<String, Boolean> expected = new ConcurrentHashMap<>();
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        CountDownLatch start = new CountDownLatch(1);
        List<Future<?>> running = new ArrayList<>();
        for (int writer = 0; writer < writers; writer++) {
            int own = writer;
            running.add(threads.submit(() -> {
                start.await();
                for (int round = 0; round < rounds; round++) {
                    // all writers share the branches, each has topics of its own in them
                    String topic =
                            "s/" + ThreadLocalRandom.current().nextInt(3) + (round % 2 == 0 ? "" : "/t") + "/w" + own;
                    if (ThreadLocalRandom.current().nextBoolean()) {
                        tree.set(new RetainedMessage(message(topic, "v", Message.NEVER), new Version(round, own)));
                        expected.put(topic, true);
                    } else {
                        tree.clear(TopicName.of(topic));
                        expected.remove(topic);
                    }
                    assertThat(tree.get(TopicName.of(topic)) != null).isEqualTo(expected.containsKey(topic));
                }
                return null;
            }));
        }
        start.countDown();
        for (Future<?> writer : running) {
            writer.get(60, TimeUnit.SECONDS);
        }
        threads.shutdown();
        assertThat(topics("#")).containsExactlyInAnyOrderElementsOf(expected.keySet());
    }

    /** Growing, shrinking and refilling a level copies its children; a walk must not notice. */
    @RepeatedTest(3)
    void aWalkMeetsWhatIsThereAllTheTimeExactlyOnceWhileItsLevelGrowsAndShrinks() throws Exception {
        int steady = 500;
        for (int i = 0; i < steady; i++) {
            set("wide/steady" + i, "v");
        }
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        List<Future<?>> writers = new ArrayList<>();
        for (int writer = 0; writer < 2; writer++) {
            int own = writer;
            writers.add(threads.submit(() -> growAndShrink("wide/passing" + own + "-", done)));
        }
        int resized = 0;
        for (int walk = 0; walk < 300 || (resized < 20 && walk < 100_000); walk++) {
            List<String> topics = topics(walk % 2 == 0 ? "wide/+" : "#");
            assertThat(topics).doesNotHaveDuplicates();
            assertThat(topics.stream().filter(topic -> topic.startsWith("wide/steady")))
                    .hasSize(steady);
            resized += topics.size() > 1_000 ? 1 : 0;
        }
        done.set(true);
        for (Future<?> writer : writers) {
            writer.get(60, TimeUnit.SECONDS);
        }
        threads.shutdown();
        assertThat(resized).isPositive();
    }

    /** Each topic comes once, with a name of its own, so that a walk has no reason to meet it twice. */
    private void growAndShrink(String prefix, AtomicBoolean done) {
        for (int round = 0; !done.get(); round++) {
            for (int i = 0; i < 2_000; i++) {
                String topic = prefix + round + "-" + i;
                tree.set(new RetainedMessage(message(topic, "v", Message.NEVER), new Version(1, 0)));
            }
            for (int i = 0; i < 2_000; i++) {
                tree.clear(TopicName.of(prefix + round + "-" + i));
            }
        }
    }

    /** With children that are searched or copied one by one this would take very long. */
    @Test
    @Timeout(60)
    void aQuarterOfAMillionChildrenOfOneNodeComeAndGo() {
        int children = 250_000;
        for (int i = 0; i < children; i++) {
            set("wide/" + i, "v");
        }
        assertThat(tree.get(TopicName.of("wide/" + (children - 1)))).isNotNull();
        for (int i = 0; i < children; i++) {
            tree.clear(TopicName.of("wide/" + i));
        }
        assertThat(tree.bytes()).isZero();
    }

    @Test
    void aTopicOfAThousandLevelsIsKeptAndPruned() {
        String deep = "d" + "/d".repeat(TopicName.MAXIMUM_LEVELS - 1);
        set(deep, "v");
        assertThat(topics("#")).containsExactly(deep);
        assertThat(topics("d" + "/+".repeat(TopicName.MAXIMUM_LEVELS - 1))).containsExactly(deep);
        tree.clear(TopicName.of(deep));
        assertThat(topics("#")).isEmpty();
        assertThat(tree.bytes()).isZero();
    }

    /** A topic that an older version has stored may be deeper than what is accepted now. */
    @Test
    void pruningNeedsNoStackForEachLevel() {
        String deepest = "/".repeat(TopicName.MAXIMUM_LENGTH);
        set(deepest, "v");
        assertThat(tree.clear(TopicName.of(deepest))).isNotNull();
        assertThat(topics("#")).isEmpty();
    }

    @Test
    void namesOfLevelsAreComparedToTheByte() {
        for (String topic : List.of("e/\u00e9", "e/e\u0301", "e/E", "e/e", "e/ e", "e/\ud83d\ude00", "e/")) {
            set(topic, topic);
        }
        for (String topic : List.of("e/\u00e9", "e/e\u0301", "e/E", "e/e", "e/ e", "e/\ud83d\ude00", "e/")) {
            assertThat(topics(topic)).containsExactly(topic);
        }
        assertThat(topics("e/+")).hasSize(7);
    }

    private void set(String topic, String payload) {
        tree.set(new RetainedMessage(message(topic, payload, Message.NEVER), new Version(++clock, 0)));
    }

    private List<String> topics(String filter) {
        return topics(filter, LATEST);
    }

    private List<String> topics(String filter, Version beginning) {
        List<String> topics = new ArrayList<>();
        RetainedCursor cursor = tree.matching(TopicFilter.of(filter), LiveMessages.since(beginning));
        for (RetainedMessage next; (next = cursor.next(0)) != null; ) {
            topics.add(next.topic().value());
        }
        return topics;
    }

    public static Message message(String topic, String payload, long expiresAt) {
        return new Message(
                TopicName.of(topic),
                Payload.of(payload.getBytes(StandardCharsets.UTF_8)),
                QoS.AT_LEAST_ONCE,
                true,
                Properties.NONE,
                expiresAt,
                0,
                "");
    }
}
