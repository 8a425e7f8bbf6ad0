package org.holdfast.engine.retained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.message.Payload;
import org.holdfast.engine.message.Properties;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.retained.tree.RetainedMessage;
import org.holdfast.engine.topic.TopicName;
import org.junit.jupiter.api.Test;

class LoaderTest {
    private final RetainedMemory memory = new RetainedMemory(RetainedLimits.DEFAULT);

    private Loader loader(long room) {
        return new Loader(memory, new HybridClock(Clock.systemUTC(), 0), 100, 0, room, progress -> {});
    }

    private static RetainedMessage message(int number) {
        Message message = new Message(
                TopicName.of("t/" + number),
                Payload.of("x".repeat(1_000).getBytes(StandardCharsets.UTF_8)),
                QoS.AT_LEAST_ONCE,
                true,
                Properties.NONE,
                Message.NEVER,
                0,
                "publisher");
        return new RetainedMessage(message, number, 0, 0);
    }

    @Test
    void aHeapThatIsTooSmallEndsTheStartAndSaysWhatToDo() {
        Loader loader = loader(50_000);
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 100; i++) {
                        loader.accept(message(i));
                    }
                })
                .hasMessageContaining("the heap is too small for the retained messages")
                .hasMessageContaining("-Xmx");
        assertThat(memory.count()).isBetween(30L, 50L);
    }

    @Test
    void whatFitsIsLoaded() {
        Loader loader = loader(1_000_000);
        for (int i = 0; i < 100; i++) {
            loader.accept(message(i));
        }
        assertThat(memory.count()).isEqualTo(100);
    }
}
