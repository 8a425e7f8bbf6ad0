package org.holdfast.engine.retained;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.assertj.core.data.Percentage;
import org.holdfast.engine.commit.CommitConfig;
import org.holdfast.engine.commit.GroupCommit;
import org.holdfast.engine.commit.Transactor;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.message.Payload;
import org.holdfast.engine.message.Properties;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.retained.tree.RetainedMessage;
import org.holdfast.engine.retained.tree.RetainedTreeTest;
import org.holdfast.engine.retained.tree.Version;
import org.holdfast.engine.topic.TopicName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What retained messages take of the heap, measured, and what the broker says that they take. The property
 * {@code holdfast.test.messages} sets how many there are.
 */
@Isolated("it measures the heap, which is everybody's")
class RetainedMemoryTest {
    private static final int ROUNDS = 3;
    private static final int MESSAGES = Integer.getInteger("holdfast.test.messages", 30_000);
    private static final long NOW = 1_800_000_000_000L;

    private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();

    /** Where the next message goes, and what is in it. */
    private record Shape(String topicForm, int payload, Properties properties, long expiresAt) {
        Message message(int number) {
            String topic = String.format(Locale.ROOT, topicForm, number % 10, number / 10 % 100, number);
            byte[] encoded = topic.getBytes(StandardCharsets.UTF_8);
            return new Message(
                    TopicName.of(new String(encoded, StandardCharsets.UTF_8), encoded.length),
                    Payload.of(new byte[payload]),
                    QoS.AT_LEAST_ONCE,
                    true,
                    properties.isEmpty()
                            ? Properties.NONE
                            : Properties.ofEncoded(properties.encoded().clone()),
                    expiresAt == Message.NEVER ? Message.NEVER : expiresAt + number,
                    NOW,
                    "publisher");
        }
    }

    /** What was measured, and what was said. */
    private record Heap(long measured, long counted) {}

    private Heap fill(Shape shape) {
        RetainedMessages retained = retained(new Imaginary(shape));
        retained.publishUnstored(
                RetainedTreeTest.message("$warm/up", "v", Message.NEVER), () -> {}); // loads the classes
        long before = used();
        retained.load(progress -> {});
        Heap heap = new Heap(used() - before, retained.status().bytes());
        assertThat(retained.status().count()).isEqualTo(MESSAGES);
        return heap;
    }

    private long used() {
        System.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }

    @Test
    void aMessageOf128BytesWithATopicOf40TakesAtMost450Bytes() {
        Shape shape = new Shape("bench/plant/site%d/line%02d/dev%06d/state", 128, Properties.NONE, Message.NEVER);
        long least = Long.MAX_VALUE; // in each round something else may come to the heap too
        for (int round = 0; round < ROUNDS; round++) {
            least = Math.min(least, fill(shape).measured());
        }
        double each = (double) least / MESSAGES;
        System.out.printf(Locale.ROOT, "%.1f bytes of heap for each of %,d messages%n", each, MESSAGES);
        assertThat(each).isLessThanOrEqualTo(450);
    }

    @ParameterizedTest
    @CsvSource({
        "bench/site%d/line%d/dev%d/state, 16",
        "bench/site%d/line%d/dev%d/state, 128",
        "bench/site%d/line%d/dev%d/state, 2048",
        "site%d/%d/%d, 16",
        "site%d/%d/%d, 128",
        "all/of/the/same/parent/%d%d%08d, 16",
        "caf\u00e9/%d/\u6e29\u5ea6/%d/%d, 128",
        "%3$d/is/the/first/and/all/those/below/it/are/shared, 16"
    })
    void theBytesOfTheStatusAreThoseOfTheHeap(String topicForm, int payload) {
        Properties properties = Properties.builder()
                .contentType("application/json")
                .userProperty("unit", "V")
                .build();
        for (Properties each : new Properties[] {Properties.NONE, properties}) {
            for (long expiresAt : new long[] {Message.NEVER, NOW + 3_600_000}) {
                Heap heap = fill(new Shape(topicForm, payload, each, expiresAt));
                assertThat(heap.counted())
                        .as("%s, %d bytes, %s, expires at %d", topicForm, payload, each, expiresAt)
                        .isCloseTo(heap.measured(), Percentage.withPercentage(10));
            }
        }
    }

    @Test
    void whatIsClearedIsNoLongerCounted() {
        RetainedMessages retained = retained(new MemoryRetainedStore());
        Shape shape = new Shape("site%d/line%d/dev%d/state", 16, Properties.NONE, NOW + 3_600_000);
        for (int round = 0; round < 3; round++) {
            for (int number = 0; number < 5_000; number++) {
                retained.publish(shape.message(number), () -> true);
            }
            for (int number = 0; number < 5_000; number++) {
                retained.publish(cleared(shape.message(number)), () -> true);
            }
            assertThat(retained.status().bytes()).isZero();
        }
    }

    private static RetainedMessages retained(RetainedStore store) {
        Clock clock = Clock.systemUTC();
        GroupCommit commits = new GroupCommit(CommitConfig.DEFAULT, Transactor.NONE, clock);
        return new RetainedMessages(RetainedConfig.DEFAULT, store, commits, clock);
    }

    private static Message cleared(Message message) {
        return new Message(
                message.topic(),
                Payload.EMPTY,
                QoS.AT_MOST_ONCE,
                true,
                Properties.NONE,
                Message.NEVER,
                NOW,
                "publisher");
    }

    /** A store that makes its messages while they are read. */
    private record Imaginary(Shape shape) implements RetainedStore {
        @Override
        public long count() {
            return MESSAGES;
        }

        @Override
        public void readAll(Consumer<RetainedMessage> consumer) {
            for (int number = 0; number < MESSAGES; number++) {
                consumer.accept(new RetainedMessage(shape.message(number), new Version(number, 0)));
            }
        }

        @Override
        public void write(List<RetainedChange> changes) {
            throw new AssertionError("nothing is to be written");
        }

        @Override
        public int purgeExpired(long now, int limit) {
            return 0;
        }
    }
}
