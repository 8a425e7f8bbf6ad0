package org.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient.Mqtt5Publishes;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAck;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A client that is away with a stored session, and remembers what was acknowledged for it. */
final class AwayClient {
    private static final int MESSAGES = 5_000;
    private static final int SILENCE_SECONDS = 2;

    private Collection<String> acknowledged = List.of();

    /** Makes its session. */
    void subscribeAndLeave(BrokerProcess broker) {
        Mqtt5BlockingClient client = receiver(broker.mqttPort());
        connect(client);
        client.subscribeWith().topicFilter("work/#").qos(MqttQos.EXACTLY_ONCE).send();
        client.disconnect();
    }

    /** Has messages published for it until a third is acknowledged; the rest follows until the broker ends. */
    void publishUntilSomeAreAcknowledged(BrokerProcess broker) throws InterruptedException {
        acknowledged = publishUntil(broker.mqttPort(), MESSAGES / 3);
    }

    /** Connects, finds its session with what was acknowledged, once each, and leaves. */
    void assertComesBackWithAll(BrokerProcess broker) throws InterruptedException {
        assertComesBackWith(acknowledged, broker.mqttPort());
    }

    private static Mqtt5BlockingClient receiver(int port) {
        return HiveMqClients.of(port, "receiver");
    }

    private static Mqtt5ConnAck connect(Mqtt5BlockingClient client) {
        return client.connectWith()
                .cleanStart(false)
                .sessionExpiryInterval(3_600)
                .send();
    }

    /** Publishes at QoS 1 and 2, until so many are acknowledged; what is acknowledged until the broker ends is added. */
    private static Collection<String> publishUntil(int port, int acknowledgements) throws InterruptedException {
        Mqtt5AsyncClient client = MqttClient.builder()
                .useMqttVersion5()
                .serverHost("127.0.0.1")
                .serverPort(port)
                .buildAsync();
        client.connect().join();
        Collection<String> acknowledged = new ConcurrentLinkedQueue<>();
        CountDownLatch enough = new CountDownLatch(acknowledgements);
        for (int i = 0; i < MESSAGES; i++) {
            String payload = "message " + i;
            CompletableFuture<?> sent = client.publish(Mqtt5Publish.builder()
                            .topic("work/" + i % 10)
                            .qos(i % 2 == 0 ? MqttQos.AT_LEAST_ONCE : MqttQos.EXACTLY_ONCE)
                            .payload(payload.getBytes(StandardCharsets.UTF_8))
                            .build())
                    .thenAccept(result -> {
                        if (result.getError().isEmpty()) {
                            acknowledged.add(payload);
                            enough.countDown();
                        }
                    });
            assertThat(sent).isNotNull();
        }
        assertThat(enough.await(Await.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return acknowledged;
    }

    private static void assertComesBackWith(Collection<String> acknowledged, int port) throws InterruptedException {
        Mqtt5BlockingClient client = receiver(port);
        List<String> received;
        try (Mqtt5Publishes publishes = client.publishes(MqttGlobalPublishFilter.ALL)) {
            assertThat(connect(client).isSessionPresent()).isTrue();
            received = receive(publishes, acknowledged);
        }
        client.disconnect();
        assertThat(received).doesNotHaveDuplicates().containsAll(acknowledged);
    }

    /** All that was acknowledged, and what comes right behind it. */
    private static List<String> receive(Mqtt5Publishes publishes, Collection<String> acknowledged)
            throws InterruptedException {
        List<String> received = new ArrayList<>();
        Set<String> missing = new HashSet<>(acknowledged);
        Optional<Mqtt5Publish> next;
        do {
            next = missing.isEmpty()
                    ? publishes.receive(SILENCE_SECONDS, TimeUnit.SECONDS)
                    : publishes.receive(Await.LIMIT.toSeconds(), TimeUnit.SECONDS);
            next.map(publish -> new String(publish.getPayloadAsBytes(), StandardCharsets.UTF_8))
                    .ifPresent(payload -> {
                        received.add(payload);
                        missing.remove(payload);
                    });
        } while (next.isPresent());
        return received;
    }
}
