package org.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.holdfast.it.durable.DurableBean;

/** Talks to {@link DurableBean}, deployed beside the broker, by MQTT. */
final class DurablePeer {
    private DurablePeer() {}

    static void assertApplicationReceives(int mqttPort) throws InterruptedException {
        Mqtt5BlockingClient client = MqttClient.builder()
                .useMqttVersion5()
                .serverHost("127.0.0.1")
                .serverPort(mqttPort)
                .buildBlocking();
        client.connect();
        try (Mqtt5BlockingClient.Mqtt5Publishes publishes = client.publishes(MqttGlobalPublishFilter.SUBSCRIBED)) {
            client.subscribeWith().topicFilter("out").send();
            byte[] payload = "hello".getBytes(StandardCharsets.UTF_8);
            Optional<Mqtt5Publish> received = Optional.empty();
            for (int i = 0; i < 100 && received.isEmpty(); i++) { // until the bean has subscribed
                client.publishWith()
                        .topic("in")
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .payload(payload)
                        .send();
                received = publishes.receive(200, TimeUnit.MILLISECONDS);
            }
            assertThat(received).isPresent();
            assertThat(received.get().getPayloadAsBytes()).isEqualTo(payload);
        }
        client.disconnect();
    }
}
