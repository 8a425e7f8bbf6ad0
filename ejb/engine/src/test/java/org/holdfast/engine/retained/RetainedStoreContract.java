package org.holdfast.engine.retained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.message.Payload;
import org.holdfast.engine.message.Properties;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.retained.tree.RetainedMessage;
import org.holdfast.engine.retained.tree.Version;
import org.holdfast.engine.topic.TopicName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link RetainedStore} does. A subclass for each store says how to get at an empty one. */
public abstract class RetainedStoreContract {
    private static final long NOW = 1_800_000_000_000L;

    /** The store under test, the same one during a test, empty at its start. */
    protected abstract RetainedStore store();

    @Test
    void emptyStoreHasNothing() {
        assertThat(store().count()).isZero();
        assertThat(all()).isEmpty();
        assertThat(store().purgeExpired(NOW, 10)).isZero();
    }

    @Test
    void writingNothingIsFine() {
        store().write(List.of());

        assertThat(store().count()).isZero();
    }

    @ParameterizedTest
    @EnumSource(QoS.class)
    void messageComesBackAsItWas(QoS qos) {
        RetainedMessage written = new RetainedMessage(
                new Message(
                        TopicName.of("home/kitchen/temperature"),
                        Payload.of(new byte[] {0, 1, -1, 127, -128}),
                        qos,
                        true,
                        Properties.builder()
                                .payloadUtf8()
                                .contentType("text/plain")
                                .responseTopic("answers/here")
                                .correlationData(new byte[] {0, 42})
                                .userProperty("unit", "\u00b0C")
                                .userProperty("unit", "again")
                                .build(),
                        NOW + 3_600_000,
                        NOW,
                        "sensor-7"),
                new Version(Long.MAX_VALUE - 1, 65_535));

        write(new RetainedChange.Set(written));

        assertThat(all()).containsExactly(written);
    }

    @Test
    void messageWithoutExpiryPropertiesAndPublisherComesBackAsItWas() {
        RetainedMessage written = message("plain", "x", Message.NEVER);

        write(new RetainedChange.Set(written));

        assertThat(all()).containsExactly(written);
    }

    @Test
    void laterMessageOfTopicReplacesEveryFieldOfTheEarlierOne() {
        write(new RetainedChange.Set(new RetainedMessage(
                new Message(
                        TopicName.of("a"),
                        Payload.of(bytes("first")),
                        QoS.EXACTLY_ONCE,
                        true,
                        Properties.builder().contentType("text/plain").build(),
                        NOW + 1,
                        NOW,
                        "first"),
                new Version(1, 1))));
        RetainedMessage second = new RetainedMessage(
                new Message(
                        TopicName.of("a"),
                        Payload.of(bytes("second")),
                        QoS.AT_MOST_ONCE,
                        true,
                        Properties.NONE,
                        Message.NEVER,
                        NOW + 1,
                        "second"),
                new Version(2, 2));

        write(new RetainedChange.Set(second));

        assertThat(all()).containsExactly(second);
        assertThat(store().count()).isEqualTo(1);
    }

    @Test
    void oneWriteSetsAndClearsManyTopics() {
        write(set("kept"), set("cleared"), set("changed"));

        write(
                new RetainedChange.Clear(TopicName.of("cleared"), new Version(2, 0)),
                new RetainedChange.Clear(TopicName.of("never/was"), new Version(2, 0)),
                new RetainedChange.Set(message("changed", "new", Message.NEVER)),
                set("added"));

        assertThat(topics()).containsExactlyInAnyOrder("kept", "changed", "added");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "//",
                " ",
                "a/",
                "/a",
                "Case",
                "case",
                "\u00e4",
                "a\u0308",
                "\u65e5\u672c/\u6771\u4eac",
                "\uD83D\uDE00",
                "$SYS/x",
                "a'b\"c;--",
                "%",
                "_",
                "\\",
                "\uFEFF"
            })
    void topicIsKeptCharacterByCharacter(String topic) {
        write(set(topic));

        assertThat(topics()).containsExactly(topic);
    }

    @Test
    void topicsThatOnlyLookAlikeAreDifferent() {
        write(set("Case"), set("case"), set("case "), set("\u00e4"), set("a\u0308"));

        write(new RetainedChange.Clear(TopicName.of("case"), new Version(2, 0)));

        assertThat(topics()).containsExactlyInAnyOrder("Case", "case ", "\u00e4", "a\u0308");
    }

    @Test
    void longestTopicsAreKeptApart() {
        String longTopic = randomText(60_000);
        String longest = randomText(65_535);
        write(set(longTopic), set(longest), set(longest.substring(1) + "~"));

        write(new RetainedChange.Clear(TopicName.of(longest), new Version(2, 0)));
        write(new RetainedChange.Set(message(longTopic, "again", Message.NEVER)));

        assertThat(topics()).containsExactlyInAnyOrder(longTopic, longest.substring(1) + "~");
    }

    @Test
    void payloadOf16MebibytesIsKept() {
        byte[] payload = new byte[16 << 20];
        new Random(1).nextBytes(payload);
        RetainedMessage written = new RetainedMessage(
                new Message(
                        TopicName.of("large"),
                        Payload.of(payload),
                        QoS.AT_LEAST_ONCE,
                        true,
                        Properties.NONE,
                        Message.NEVER,
                        NOW,
                        ""),
                new Version(1, 0));

        write(new RetainedChange.Set(written));

        assertThat(all().equals(List.of(written))).isTrue();
    }

    @Test
    void purgeDeletesWhatHasExpiredUpToItsLimit() {
        write(
                new RetainedChange.Set(message("over/1", "x", NOW - 2)),
                new RetainedChange.Set(message("over/2", "x", NOW - 1)),
                new RetainedChange.Set(message("over/3", "x", NOW)),
                new RetainedChange.Set(message("not/yet", "x", NOW + 1)),
                new RetainedChange.Set(message("never", "x", Message.NEVER)));

        assertThat(store().purgeExpired(NOW, 2)).isEqualTo(2);
        assertThat(store().purgeExpired(NOW, 2)).isEqualTo(1);
        assertThat(store().purgeExpired(NOW, 2)).isZero();
        assertThat(topics()).containsExactlyInAnyOrder("not/yet", "never");
    }

    @Test
    void failedWriteWritesNothing() {
        write(set("before"));
        List<RetainedChange> changes = new AbstractList<>() {
            @Override
            public RetainedChange get(int index) {
                if (index == 4_000) {
                    throw new IllegalStateException("in the middle");
                }
                return RetainedStoreContract.set("middle/" + index);
            }

            @Override
            public int size() {
                return 5_000;
            }
        };

        assertThatThrownBy(() -> store().write(changes)).isInstanceOf(RuntimeException.class);

        assertThat(topics()).containsExactly("before");
    }

    @Test
    void manyMessagesAreAllRead() {
        List<RetainedChange> changes =
                IntStream.range(0, 12_345).mapToObj(i -> set("many/" + i)).toList();

        store().write(changes);

        assertThat(store().count()).isEqualTo(12_345);
        assertThat(topics()).hasSize(12_345).doesNotHaveDuplicates();
    }

    private void write(RetainedChange... changes) {
        store().write(List.of(changes));
    }

    private List<RetainedMessage> all() {
        List<RetainedMessage> all = new ArrayList<>();
        store().readAll(all::add);
        return all;
    }

    private List<String> topics() {
        return all().stream().map(retained -> retained.topic().value()).toList();
    }

    private static RetainedChange set(String topic) {
        return new RetainedChange.Set(message(topic, "payload of " + topic.length(), Message.NEVER));
    }

    private static RetainedMessage message(String topic, String payload, long expiresAt) {
        return new RetainedMessage(
                new Message(
                        TopicName.of(topic),
                        Payload.of(bytes(payload)),
                        QoS.AT_LEAST_ONCE,
                        true,
                        Properties.NONE,
                        expiresAt,
                        NOW,
                        ""),
                new Version(1, 0));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Text that does not compress to less than an index entry may have. */
    private static String randomText(int length) {
        return new Random(length)
                .ints(length, 'A', 'z' + 1)
                .mapToObj(Character::toString)
                .reduce(new StringBuilder(), StringBuilder::append, StringBuilder::append)
                .toString();
    }
}
