package org.holdfast.tools.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.beans.transfer.Import;
import org.holdfast.beans.transfer.Import.OnError;
import org.holdfast.beans.transfer.TransferException;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.message.Payload;
import org.holdfast.engine.message.Properties;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.topic.TopicName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportTest {
    private static final long NOW = 1_000_000;

    private final RecordingTarget target = new RecordingTarget();
    private final List<String> reports = new ArrayList<>();

    @Test
    void goodMessagesReachTheTarget() throws IOException {
        Import transfer = transfer(OnError.STOP);

        transfer.run(messages -> messages.add("line 1", message("a", 1, Message.NEVER)));

        assertThat(target.messages()).containsOnlyKeys("a");
        assertThat(target.isFinished()).isTrue();
        assertThat(transfer.isComplete()).isTrue();
        assertThat(transfer.summary()).isEqualTo("recorded 1, expired 0, invalid 0");
    }

    @Test
    void messageThatExpiresNowIsExpiredAndOneThatExpiresNextIsNot() throws IOException {
        Import transfer = transfer(OnError.STOP);

        transfer.run(messages -> {
            messages.add("line 1", message("now", 1, NOW));
            messages.add("line 2", message("next", 1, NOW + 1));
        });

        assertThat(target.messages()).containsOnlyKeys("next");
        assertThat(transfer.isComplete()).isTrue();
        assertThat(transfer.summary()).isEqualTo("recorded 1, expired 1, invalid 0");
    }

    @ParameterizedTest
    @CsvSource({
        "$SYS/broker/version, 1, topics at and below $SYS are reserved for the broker",
        "a,                   0, the payload is empty",
        "DEEP,                1, more than 1000 levels",
        "a,           268435456, larger than an MQTT packet"
    })
    void messageThatNoTopicCanKeepIsSkipped(String topic, int payload, String reason) throws IOException {
        String name = topic.equals("DEEP") ? "/".repeat(1_000) : topic;
        Import transfer = transfer(OnError.SKIP);

        transfer.run(messages -> {
            messages.add("line 1", message(name, payload, Message.NEVER));
            messages.add("line 2", message("good", 1, Message.NEVER));
        });

        assertThat(reports).singleElement().asString().startsWith("line 1: ").contains(reason);
        assertThat(target.messages()).containsOnlyKeys("good");
        assertThat(transfer.isComplete()).isFalse();
        assertThat(transfer.summary()).isEqualTo("recorded 1, expired 0, invalid 1");
    }

    @Test
    void badMessageStopsBeforeTheNextIsRead() {
        Import transfer = transfer(OnError.STOP);

        assertThatThrownBy(() -> transfer.run(messages -> {
                    messages.refuse("line 1", "bad");
                    messages.add("line 2", message("good", 1, Message.NEVER));
                }))
                .isInstanceOf(TransferException.class)
                .hasMessageContaining("stopped at line 1", "--on-error skip");
        assertThat(target.messages()).isEmpty();
        assertThat(target.isFinished()).isFalse();
    }

    private Import transfer(OnError onError) {
        return new Import(target, Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC), onError, reports::add);
    }

    private static Message message(String topic, int payload, long expiresAt) {
        return new Message(
                TopicName.of(topic),
                Payload.of(new byte[payload]),
                QoS.AT_LEAST_ONCE,
                true,
                Properties.NONE,
                expiresAt,
                1,
                "");
    }
}
