package org.holdfast.it;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient.Mqtt5Publishes;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The retained messages that a broker gives to a new subscriber. */
final class Retained {
    private static final int SILENCE_SECONDS = 20;

    private Retained() {}

    /** Those of these topics, by topic; without the ones that have not come after a long silence. */
    static Map<String, Mqtt5Publish> of(int port, Set<String> topics) throws InterruptedException {
        Mqtt5BlockingClient client = MqttClient.builder()
                .useMqttVersion5()
                .serverHost("127.0.0.1")
                .serverPort(port)
                .buildBlocking();
        client.connect();
        try (Mqtt5Publishes publishes = client.publishes(MqttGlobalPublishFilter.ALL)) {
            try {
                client.subscribeWith()
                        .topicFilter("#")
                        .qos(MqttQos.EXACTLY_ONCE)
                        .send();
                return receive(publishes, topics);
            } finally {
                client.disconnect();
            }
        }
    }

    private static Map<String, Mqtt5Publish> receive(Mqtt5Publishes publishes, Set<String> topics)
            throws InterruptedException {
        Map<String, Mqtt5Publish> received = new HashMap<>();
        Set<String> missing = new HashSet<>(topics);
        while (!missing.isEmpty()) {
            Optional<Mqtt5Publish> publish = publishes.receive(SILENCE_SECONDS, TimeUnit.SECONDS);
            if (publish.isEmpty()) {
                break;
            }
            String topic = publish.get().getTopic().toString();
            missing.remove(topic);
            received.put(topic, publish.get());
        }
        return received;
    }
}
