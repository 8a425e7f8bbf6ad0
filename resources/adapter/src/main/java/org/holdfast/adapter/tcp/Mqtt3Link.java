package org.holdfast.adapter.tcp;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3SubAckException;
import com.hivemq.client.mqtt.mqtt3.message.auth.Mqtt3SimpleAuth;
import com.hivemq.client.mqtt.mqtt3.message.connect.Mqtt3Connect;
import com.hivemq.client.mqtt.mqtt3.message.connect.Mqtt3ConnectBuilder;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.holdfast.adapter.link.ServerConfig;
import org.holdfast.mqtt.gateway.Envelope;
import org.holdfast.mqtt.gateway.LinkOptions;
import org.holdfast.mqtt.gateway.LinkReceiver;
import org.jspecify.annotations.Nullable;

/** A connection that speaks MQTT 3.1.1: no properties, no Reason Codes, no options of subscriptions, sessions without an expiry. */
final class Mqtt3Link extends TcpLink {
    private final Mqtt3AsyncClient client;
    private final Mqtt3Connect connect;

    Mqtt3Link(ServerConfig server, URI uri, LinkOptions options, LinkReceiver receiver) {
        super(options, receiver);
        client = builder(uri, options)
                .useMqttVersion3()
                .addDisconnectedListener(context -> ended(0, context.getCause()))
                .buildAsync();
        Mqtt3ConnectBuilder packet =
                Mqtt3Connect.builder().cleanSession(options.cleanStart()).keepAlive(KEEP_ALIVE_SECONDS);
        String userName = server.userName();
        connect = userName == null
                ? packet.build()
                : packet.simpleAuth(auth(userName, server.password())).build();
    }

    private static Mqtt3SimpleAuth auth(String userName, @Nullable String password) {
        return password == null
                ? Mqtt3SimpleAuth.builder().username(userName).build()
                : Mqtt3SimpleAuth.builder()
                        .username(userName)
                        .password(password.getBytes(StandardCharsets.UTF_8))
                        .build();
    }

    @Override
    void connect() {
        receive(client.toRx().publishes(MqttGlobalPublishFilter.ALL, true), Received::new);
        client.connect(connect).whenComplete((connAck, failure) -> {
            if (failure == null) {
                connected(connAck.isSessionPresent());
            } else {
                failed(failure);
            }
        });
    }

    @Override
    CompletableFuture<Void> disconnect() {
        return client.disconnect();
    }

    @Override
    public CompletionStage<Integer> subscribe(
            String filter, int qos, boolean noLocal, boolean retainAsPublished, int retainHandling) {
        return client.subscribeWith().topicFilter(filter).qos(qos(qos)).send().handle((subAck, failure) -> {
            if (subAck != null) {
                return subAck.getReturnCodes().get(0).getCode();
            }
            if (failure instanceof Mqtt3SubAckException refused) {
                return refused.getMqttMessage().getReturnCodes().get(0).getCode();
            }
            throw new IllegalStateException(failure.getMessage(), failure);
        });
    }

    @Override
    public CompletionStage<Integer> unsubscribe(String filter) {
        return client.unsubscribeWith().topicFilter(filter).send().thenApply(nothing -> 0);
    }

    @Override
    public CompletionStage<Map.Entry<Integer, String>> publish(Envelope message) {
        Mqtt3Publish packet = Mqtt3Publish.builder()
                .topic(message.topic())
                .payload(message.payload())
                .qos(qos(message.qos()))
                .retain(message.retain())
                .build();
        return client.publish(packet).thenApply(sent -> Map.entry(0, ""));
    }

    /** A received PUBLISH. */
    private final class Received extends TcpDelivery {
        private final Mqtt3Publish publish;

        Received(Mqtt3Publish publish) {
            super(publish.getTopic(), publish.getPayloadAsBytes(), publish.getQos(), publish.isRetain());
            this.publish = publish;
        }

        @Override
        void confirm() {
            publish.acknowledge();
        }

        @Override
        public void copyProperties(BiConsumer<String, Object> property, BiConsumer<String, String> userProperty) {
            // MQTT 3.1.1 has none
        }
    }
}
