package org.holdfast.engine.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.holdfast.engine.topic.TopicName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTest {
    private static Message expiringAt(long millis) {
        return new Message(
                TopicName.of("a"), Payload.EMPTY, QoS.AT_MOST_ONCE, false, Properties.NONE, millis, 0, "publisher");
    }

    @ParameterizedTest
    @CsvSource({
        "10000,     0, 10",
        "10000,     1, 10", // rounded up
        "10000,   999, 10",
        "10000,  1000, 9",
        "10000,  9000, 1",
        "10000,  9001, 1",
        "10000,  9999, 1", // at least 1 while it lives
        "4294967295000, 0, 4294967295" // the longest interval there is
    })
    void theSecondsThatAreLeftAreRoundedUp(long expiresAt, long now, long seconds) {
        assertThat(expiringAt(expiresAt).remainingSeconds(now)).isEqualTo(seconds); // [MQTT-3.3.2-6]
        assertThat(expiringAt(expiresAt).isExpired(now)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {10_000, 10_001, 20_000, Long.MAX_VALUE - 1})
    void aMessageIsExpiredFromItsTimeOn(long now) {
        assertThat(expiringAt(10_000).isExpired(now)).isTrue();
    }

    @Test
    void aMessageWithoutIntervalNeverExpires() {
        assertThat(expiringAt(Message.NEVER).expires()).isFalse();
        assertThat(expiringAt(Message.NEVER).isExpired(Long.MAX_VALUE - 1)).isFalse();
        assertThat(expiringAt(10_000).expires()).isTrue();
    }

    @Test
    void itsSizeGrowsWithItsParts() {
        int size = expiringAt(Message.NEVER).heapSize();
        Message larger = new Message(
                TopicName.of("a/b/c/d/e"), // 8 bytes more
                Payload.of(new byte[1_000]), // 1,000 more, an array and the object around it
                QoS.AT_MOST_ONCE,
                false,
                Properties.builder().contentType("text").build(), // 7 more, an array and the object around it
                Message.NEVER,
                0,
                "publisher");
        assertThat(larger.heapSize() - size).isEqualTo(8 + 1_000 + 32 + 8 + 32);
    }

    @Test
    void payloadsAreEqualByTheirBytes() {
        assertThat(Payload.of(new byte[] {1, 2})).isEqualTo(Payload.of(new byte[] {1, 2}));
        assertThat(Payload.of(new byte[] {1, 2})).isNotEqualTo(Payload.of(new byte[] {1, 3}));
        assertThat(Payload.of(new byte[0])).isSameAs(Payload.EMPTY);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0, 0", "0, 2, 0, 2", "1, 2, 1, 2", "2, 1, 1, 2"})
    void theLowerAndTheHigherOfTwoQos(int one, int other, int lower, int higher) {
        assertThat(QoS.of(one).min(QoS.of(other))).isEqualTo(QoS.of(lower));
        assertThat(QoS.of(one).max(QoS.of(other))).isEqualTo(QoS.of(higher));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 3, 128})
    void thereAreThreeQos(int value) {
        assertThatIllegalArgumentException().isThrownBy(() -> QoS.of(value));
    }
}
