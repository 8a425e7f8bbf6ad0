package org.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was acknowledged is there after the end of the process, however it ended. */
class CrashIT {
    private static final int MESSAGES = 10_000;
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    @Test
    void killAfterTheLastAcknowledgementLosesNothing() throws InterruptedException {
        Map<String, Mqtt5Publish> acknowledged;
        try (BrokerProcess broker = BrokerProcess.start(folder);
                Crowd crowd = Crowd.connect(broker.mqttPort())) {
            crowd.publish(MESSAGES);
            broker.kill();
            acknowledged = crowd.acknowledged();
        }

        assertThat(acknowledged).hasSize(MESSAGES);
        assertAllThere(acknowledged);
    }

    @Test
    void killInTheMiddleLosesNothingThatWasAcknowledged() throws InterruptedException {
        Map<String, Mqtt5Publish> acknowledged;
        try (BrokerProcess broker = BrokerProcess.start(folder);
                Crowd crowd = Crowd.connect(broker.mqttPort())) {
            crowd.publishUntil(MESSAGES, MESSAGES / 3);
            broker.kill();
            acknowledged = crowd.acknowledged();
        }

        assertThat(acknowledged).hasSizeBetween(MESSAGES / 3, MESSAGES);
        assertAllThere(acknowledged);
    }

    @Test
    void stopInTheMiddleLosesNothingThatWasAcknowledgedAndLeavesOneFile() throws InterruptedException, IOException {
        Map<String, Mqtt5Publish> acknowledged;
        try (BrokerProcess broker = BrokerProcess.start(folder);
                Crowd crowd = Crowd.connect(broker.mqttPort())) {
            crowd.publishUntil(MESSAGES, MESSAGES / 3);
            assertThat(broker.terminate(STOP_LIMIT)).isZero();
            acknowledged = crowd.acknowledged();
        }

        Path log = folder.resolve("data/holdfast.db-wal");
        assertThat(Files.notExists(log) || Files.size(log) == 0).isTrue();
        assertThat(acknowledged).hasSizeBetween(MESSAGES / 3, MESSAGES);
        assertAllThere(acknowledged);
    }

    private void assertAllThere(Map<String, Mqtt5Publish> acknowledged) throws InterruptedException {
        try (BrokerProcess broker = BrokerProcess.start(folder)) {
            Map<String, Mqtt5Publish> retained = Retained.of(broker.mqttPort(), acknowledged.keySet());
            assertThat(retained.keySet()).containsAll(acknowledged.keySet());
            retained.forEach((topic, message) -> assertSame(message, acknowledged.get(topic)));
            broker.kill();
        }
    }

    private static void assertSame(Mqtt5Publish retained, @Nullable Mqtt5Publish published) {
        if (published == null) {
            return; // written before the end, though not acknowledged
        }
        assertThat(retained.isRetain()).isTrue();
        assertThat(retained.getQos()).isEqualTo(published.getQos());
        assertThat(retained.getPayload()).isEqualTo(published.getPayload());
        assertThat(retained.getContentType()).isEqualTo(published.getContentType());
        assertThat(retained.getResponseTopic()).isEqualTo(published.getResponseTopic());
        assertThat(retained.getCorrelationData()).isEqualTo(published.getCorrelationData());
        assertThat(retained.getUserProperties()).isEqualTo(published.getUserProperties());
    }
}
