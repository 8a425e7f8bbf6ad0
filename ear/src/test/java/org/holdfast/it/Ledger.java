package org.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * What has been sent to topics that are written again and again, and what of it was acknowledged. Each value has a number that
 * grows. For all threads, as long as a topic has one publisher.
 */
final class Ledger {
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();

    /** The numbers of one topic; 0: none. */
    private record Entry(long sent, long acknowledged) {}

    /** The next message to the topic, which is about to be sent. */
    Mqtt5Publish next(String topic) {
        Entry entry = entries.merge(
                topic, new Entry(1, 0), (before, first) -> new Entry(before.sent() + 1, before.acknowledged()));
        return message(topic, entry.sent());
    }

    /** The broker has acknowledged it. */
    void acknowledged(Mqtt5Publish message) {
        entries.computeIfPresent(
                message.getTopic().toString(),
                (topic, entry) -> new Entry(entry.sent(), Math.max(entry.acknowledged(), number(message))));
    }

    /** The topics with something acknowledged. */
    Set<String> acknowledgedTopics() {
        return acknowledged().keySet();
    }

    /** The number that was acknowledged last for each of these topics, at this moment. */
    Map<String, Long> acknowledged() {
        return entries.entrySet().stream()
                .filter(entry -> entry.getValue().acknowledged() > 0)
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().acknowledged()));
    }

    /** How many messages were acknowledged. */
    long acknowledgements() {
        return entries.values().stream().mapToLong(Entry::acknowledged).sum();
    }

    /** Every topic keeps exactly what was acknowledged last, or something that was sent later. */
    void assertKept(Map<String, Mqtt5Publish> retained) {
        assertKept(retained, acknowledged());
    }

    /** Every topic keeps exactly what had been acknowledged at an earlier moment, or something that was sent later. */
    void assertKept(Map<String, Mqtt5Publish> retained, Map<String, Long> acknowledged) {
        assertThat(retained.keySet()).containsAll(acknowledged.keySet());
        retained.forEach((topic, message) -> {
            Entry entry = entries.get(topic);
            if (entry == null) {
                return; // not of this ledger
            }
            long number = number(message);
            assertThat(number).as(topic).isBetween(acknowledged.getOrDefault(topic, 0L), entry.sent());
            assertSame(message, message(topic, number));
        });
    }

    private static long number(Mqtt5Publish message) {
        String payload = new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8);
        return Long.parseLong(payload.substring(0, payload.indexOf(' ')));
    }

    /** Every third has properties. */
    private static Mqtt5Publish message(String topic, long number) {
        var message = Mqtt5Publish.builder()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .retain(true)
                .payload((number + " of " + topic + " ").repeat(5).getBytes(StandardCharsets.UTF_8));
        if (number % 3 == 0) {
            message.contentType("text/plain")
                    .responseTopic("answers/" + number)
                    .correlationData(
                            ByteBuffer.allocate(Long.BYTES).putLong(number).flip())
                    .userProperties()
                    .add("number", Long.toString(number))
                    .add("number", "again")
                    .applyUserProperties();
        }
        return message.build();
    }

    private static void assertSame(Mqtt5Publish retained, Mqtt5Publish sent) {
        assertThat(retained.isRetain()).isTrue();
        assertThat(retained.getQos()).isEqualTo(sent.getQos());
        assertThat(retained.getPayload()).isEqualTo(sent.getPayload());
        assertThat(retained.getContentType()).isEqualTo(sent.getContentType());
        assertThat(retained.getResponseTopic()).isEqualTo(sent.getResponseTopic());
        assertThat(retained.getCorrelationData()).isEqualTo(sent.getCorrelationData());
        assertThat(retained.getUserProperties()).isEqualTo(sent.getUserProperties());
    }
}
