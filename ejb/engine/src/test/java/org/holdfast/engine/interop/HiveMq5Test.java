package org.holdfast.engine.interop;

import static java.util.Objects.requireNonNull;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperties;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperty;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5ConnectBuilder;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAck;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckRestrictions;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.holdfast.engine.message.Payload;
import org.holdfast.engine.message.UserProperty;

/** The HiveMQ MQTT client, speaking MQTT 5.0. */
class HiveMq5Test extends Mqtt5Scenarios {
    @Override
    Library library(URI broker, String clientId) {
        return new HiveMq5(broker, clientId);
    }

    private static final class HiveMq5 extends Library {
        private final Mqtt5AsyncClient client;

        HiveMq5(URI broker, String clientId) {
            Mqtt5ClientBuilder builder = MqttClient.builder()
                    .useMqttVersion5()
                    .identifier(clientId)
                    .serverHost(broker.getHost())
                    .serverPort(broker.getPort());
            if (Transport.of(broker) == Transport.WEBSOCKET) {
                builder.webSocketConfig().serverPath(broker.getPath()).applyWebSocketConfig();
            }
            client = builder.buildAsync();
            client.publishes(MqttGlobalPublishFilter.ALL, publish -> hasReceived(received(publish)));
        }

        private static Received received(Mqtt5Publish publish) {
            List<UserProperty> userProperties = publish.getUserProperties().asList().stream()
                    .map(each -> new UserProperty(
                            each.getName().toString(), each.getValue().toString()))
                    .toList();
            return new Received(
                    publish.getTopic().toString(),
                    publish.getQos().getCode(),
                    publish.isRetain(),
                    Payload.of(publish.getPayloadAsBytes()),
                    userProperties);
        }

        private static <T> T await(CompletableFuture<T> future) throws Exception {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }

        private static Mqtt5ConnectBuilder connect(boolean cleanStart) {
            return Mqtt5Connect.builder()
                    .cleanStart(cleanStart)
                    .sessionExpiryInterval(cleanStart ? 0 : 3_600)
                    .restrictions()
                    .topicAliasMaximum(10)
                    .applyRestrictions();
        }

        @Override
        void connect() throws Exception {
            await(client.connect(connect(true).build()));
        }

        @Override
        Offer connectAndAsk() throws Exception {
            Mqtt5ConnAck connAck = await(client.connect(connect(true)
                    .restrictions()
                    .requestResponseInformation(true)
                    .applyRestrictions()
                    .build()));
            Mqtt5ConnAckRestrictions restrictions = connAck.getRestrictions();
            return new Offer(
                    restrictions.getMaximumQos().getCode(),
                    restrictions.isRetainAvailable(),
                    restrictions.isWildcardSubscriptionAvailable(),
                    restrictions.areSubscriptionIdentifiersAvailable(),
                    restrictions.isSharedSubscriptionAvailable(),
                    connAck.getServerKeepAlive().orElse(Mqtt5Connect.DEFAULT_KEEP_ALIVE),
                    connAck.getResponseInformation().orElseThrow().toString());
        }

        @Override
        String refusal() throws Exception {
            try {
                connect();
            } catch (ExecutionException e) {
                Mqtt5ConnAck connAck = ((Mqtt5ConnAckException) requireNonNull(e.getCause())).getMqttMessage();
                return connAck.getReasonCode().getCode()
                        + connAck.getServerReference()
                                .map(reference -> " " + reference)
                                .orElse("");
            }
            throw new AssertionError("not refused");
        }

        @Override
        void resume() throws Exception {
            await(client.connect(connect(false).build()));
        }

        @Override
        void connectWithWill(String topic, String payload) throws Exception {
            await(client.connect(connect(true)
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
            publish(Mqtt5Publish.builder()
                    .topic(topic)
                    .qos(MqttQos.fromCode(qos))
                    .retain(retain)
                    .payload(payload)
                    .build());
        }

        @Override
        void publish(String topic, List<UserProperty> userProperties) throws Exception {
            List<Mqtt5UserProperty> properties = userProperties.stream()
                    .map(each -> Mqtt5UserProperty.of(each.name(), each.value()))
                    .toList();
            publish(Mqtt5Publish.builder()
                    .topic(topic)
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .userProperties(Mqtt5UserProperties.of(properties))
                    .build());
        }

        private void publish(Mqtt5Publish publish) throws Exception {
            Mqtt5PublishResult result = await(client.publish(publish));
            result.getError().ifPresent(error -> {
                throw new AssertionError(error);
            });
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
