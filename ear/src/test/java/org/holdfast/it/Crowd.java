package org.holdfast.it;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** Many clients that publish retained messages at QoS 1 and remember which of them were acknowledged. */
final class Crowd implements AutoCloseable {
    private static final int CLIENTS = 50;

    private final List<Mqtt5AsyncClient> clients;
    private final Map<String, Mqtt5Publish> acknowledged = new ConcurrentHashMap<>();

    private Crowd(List<Mqtt5AsyncClient> clients) {
        this.clients = clients;
    }

    /** Connects them. */
    static Crowd connect(int port) {
        return new Crowd(HiveMqClients.connect(port, "crowd", CLIENTS));
    }

    /** Publishes so many, each to a topic of its own; returns when the last of them is acknowledged. */
    void publish(int messages) {
        CompletableFuture.allOf(IntStream.range(0, messages)
                        .mapToObj(i -> clients.get(i % CLIENTS)
                                .publish(message(i))
                                .thenAccept(result -> {
                                    if (result.getError().isEmpty()) {
                                        acknowledged.put(
                                                result.getPublish().getTopic().toString(), result.getPublish());
                                    }
                                }))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    /** Every third has properties. */
    private static Mqtt5Publish message(int number) {
        var message = Mqtt5Publish.builder()
                .topic("crash/" + number % 100 + "/" + number)
                .qos(MqttQos.AT_LEAST_ONCE)
                .retain(true)
                .payload(("payload " + number + " ").repeat(5).getBytes(StandardCharsets.UTF_8));
        if (number % 3 == 0) {
            message.contentType("text/plain")
                    .responseTopic("answers/" + number)
                    .correlationData(ByteBuffer.allocate(4).putInt(number).flip())
                    .userProperties()
                    .add("number", Integer.toString(number))
                    .add("number", "again")
                    .applyUserProperties();
        }
        return message.build();
    }

    /** What was acknowledged, by topic. */
    Map<String, Mqtt5Publish> acknowledged() {
        return acknowledged;
    }

    /** Leaves, where there is still somebody to say goodbye to. */
    @Override
    public void close() {
        HiveMqClients.disconnect(clients);
    }
}
