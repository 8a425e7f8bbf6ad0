package org.holdfast.engine.retention;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.holdfast.engine.conformance.Normative;
import org.holdfast.engine.management.TopicManagement;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.message.Payload;
import org.holdfast.engine.message.Properties;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.retained.tree.RetainedMessage;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.ReceivedPacket;
import org.holdfast.engine.testing.RecordingStore;
import org.holdfast.engine.testing.TestBroker;
import org.holdfast.engine.topic.TopicFilter;
import org.holdfast.engine.topic.TopicName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What management changes and tells nobody, while a new subscription waits for its retained messages. */
class SilentChangeTest {
    private static final int COUNT = 200;

    @RegisterExtension
    final TestBroker broker = TestBroker.create().store(store());

    private static RecordingStore store() {
        RecordingStore store = new RecordingStore();
        for (int i = 0; i < COUNT; i++) {
            store.with(topic(i), 1, "stored " + i);
        }
        return store;
    }

    private static String topic(int number) {
        return "w/%03d".formatted(number);
    }

    private TopicManagement topics() {
        return broker.broker().management().topics();
    }

    private List<Message> stored() {
        return topics().view().from(0, TopicFilter.of("w/#"), COUNT).stream()
                .map(RetainedMessage::message)
                .toList();
    }

    private void changeLifetime(String topic) {
        requireNonNull(topics().changeLifetime(TopicName.of(topic), Duration.ofMinutes(1)))
                .join();
    }

    private static Message message(String topic, String payload) {
        return new Message(
                TopicName.of(topic),
                Payload.of(payload.getBytes(StandardCharsets.UTF_8)),
                QoS.AT_LEAST_ONCE,
                true,
                Properties.NONE,
                Message.NEVER,
                1_000,
                "import");
    }

    /** A client that has subscribed to all, takes one message at a time, and has not acknowledged the first. */
    private final class SlowSubscriber {
        private final RawClient client = broker.openWithSmallWindow(MQTT_5_0);
        private final ReceivedPacket first;

        SlowSubscriber() {
            client.send("10 .. @ 02 0000 [21 0001] s'slow'"); // CONNECT, Receive Maximum 1
            client.expectAccepted(false);
            first = client.subscribe("w/#", 1).expectType(ReceivedPacket.PUBLISH);
        }

        /** A topic that has not been delivered. */
        String ahead(int number) {
            return topic(number + (first.topic().equals(topic(number)) ? 100 : 0));
        }

        /** Everything, one after the other: the payloads of each topic in the order of their arrival. */
        Map<String, List<String>> receiveAll() {
            Map<String, List<String>> received = new TreeMap<>();
            for (List<ReceivedPacket> next = List.of(first); !next.isEmpty(); next = client.receiveAll()) {
                ReceivedPacket publish = next.get(0);
                received.computeIfAbsent(publish.topic(), topic -> new ArrayList<>())
                        .add(publish.payload());
                client.acknowledge(publish);
            }
            return received;
        }
    }

    private static Map<String, List<String>> allOnce() {
        Map<String, List<String>> all = new TreeMap<>();
        for (int i = 0; i < COUNT; i++) {
            all.put(topic(i), List.of("stored " + i));
        }
        return all;
    }

    @Test
    @Normative("MQTT-3.3.1-9")
    void anImportOfTheirOwnExportTakesNoneFromANewSubscription() {
        SlowSubscriber subscriber = new SlowSubscriber();
        stored().forEach(topics()::keepSoon);
        assertThat(subscriber.receiveAll()).isEqualTo(allOnce());
    }

    @Test
    @Normative("MQTT-3.3.1-9")
    void changedLifetimesTakeNoneFromANewSubscription() {
        SlowSubscriber subscriber = new SlowSubscriber();
        for (int i = 0; i < 3; i++) {
            changeLifetime(subscriber.ahead(i));
        }
        assertThat(subscriber.receiveAll()).isEqualTo(allOnce());
    }

    @Test
    void whatWasDeliveredLiveIsNotDeliveredAgainBecauseItsLifetimeChanged() {
        SlowSubscriber subscriber = new SlowSubscriber();
        String topic = subscriber.ahead(5);
        broker.connect(MQTT_5_0, "publisher").publishRetained(topic, 1, "live");
        changeLifetime(topic);
        changeLifetime(topic);
        assertThat(subscriber.receiveAll()).hasSize(COUNT).containsEntry(topic, List.of("live"));
    }

    @Test
    void whatWasDeliveredLiveBeforeTheSubscriptionIsDeliveredToIt() {
        String topic = topic(7);
        broker.connect(MQTT_5_0, "publisher").publishRetained(topic, 1, "live");
        SlowSubscriber subscriber = new SlowSubscriber();
        changeLifetime(topic);
        assertThat(subscriber.receiveAll()).hasSize(COUNT).containsEntry(topic, List.of("live"));
    }

    @Test
    void whatIsImportedOverAMessageThatWasDeliveredLiveComesAfterIt() {
        SlowSubscriber subscriber = new SlowSubscriber();
        String topic = subscriber.ahead(9);
        broker.connect(MQTT_5_0, "publisher").publishRetained(topic, 1, "live");
        topics().keepSoon(message(topic, "imported"));
        assertThat(subscriber.receiveAll()).hasSize(COUNT).containsEntry(topic, List.of("live", "imported"));
    }
}
