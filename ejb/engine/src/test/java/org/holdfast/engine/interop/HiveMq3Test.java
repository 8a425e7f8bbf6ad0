package org.holdfast.engine.interop;

import static java.util.Objects.requireNonNull;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3ClientBuilder;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3ConnAckException;
import com.hivemq.client.mqtt.mqtt3.message.connect.Mqtt3Connect;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.holdfast.engine.message.Payload;
import org.holdfast.engine.message.UserProperty;

/** The HiveMQ MQTT client, speaking MQTT 3.1.1. */
class HiveMq3Test extends Mqtt3Scenarios {
    @Override
    Library library(URI broker, String clientId) {
        return new HiveMq3(broker, clientId);
    }

    private static final class HiveMq3 extends Library {
        private final Mqtt3AsyncClient client;

        HiveMq3(URI broker, String clientId) {
            Mqtt3ClientBuilder builder = MqttClient.builder()
                    .useMqttVersion3()
                    .identifier(clientId)
                    .serverHost(broker.getHost())
                    .serverPort(broker.getPort());
            if (Transport.of(broker) == Transport.WEBSOCKET) {
                builder.webSocketConfig().serverPath(broker.getPath()).applyWebSocketConfig();
            }
            client = builder.buildAsync();
            client.publishes(MqttGlobalPublishFilter.ALL, publish -> hasReceived(received(publish)));
        }

        private static Received received(Mqtt3Publish publish) {
            return new Received(
                    publish.getTopic().toString(),
                    publish.getQos().getCode(),
                    publish.isRetain(),
                    Payload.of(publish.getPayloadAsBytes()),
                    List.of());
        }

        private static <T> T await(CompletableFuture<T> future) throws Exception {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }

        @Override
        void connect() throws Exception {
            await(client.connect(Mqtt3Connect.builder().cleanSession(true).build()));
        }

        @Override
        String refusal() throws Exception {
            try {
                connect();
            } catch (ExecutionException e) {
                return ""
                        + ((Mqtt3ConnAckException) requireNonNull(e.getCause()))
                                .getMqttMessage()
                                .getReturnCode()
                                .getCode();
            }
            throw new AssertionError("not refused");
        }

        @Override
        void resume() throws Exception {
            await(client.connect(Mqtt3Connect.builder().cleanSession(false).build()));
        }

        @Override
        void connectWithWill(String topic, String payload) throws Exception {
            await(client.connect(Mqtt3Connect.builder()
                    .willPublish()
                    .topic(topic)
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .payload(payload.getBytes(StandardCharsets.UTF_8))
                    .applyWillPublish()
                    .build()));
        }

        @Override
        void subscribe(String filter, int qos) throws Exception {
            await(client.subscribeWith()
                    .topicFilter(filter)
                    .qos(MqttQos.fromCode(qos))
                    .send());
        }

        @Override
        void unsubscribe(String filter) throws Exception {
            await(client.unsubscribeWith().topicFilter(filter).send());
        }

        @Override
        void publish(String topic, int qos, boolean retain, byte[] payload) throws Exception {
            await(client.publish(Mqtt3Publish.builder()
                    .topic(topic)
                    .qos(MqttQos.fromCode(qos))
                    .retain(retain)
                    .payload(payload)
                    .build()));
        }

        @Override
        void publish(String topic, List<UserProperty> userProperties) {
            throw new UnsupportedOperationException("User Properties are new in MQTT 5.0");
        }

        @Override
        void disconnect() throws Exception {
            await(client.disconnect());
        }

        @Override
        void release() throws Exception {
            if (client.getState().isConnected()) {
                await(client.disconnect().exceptionally(cutMeanwhile -> null));
            }
        }
    }
}
