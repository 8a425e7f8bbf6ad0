package org.holdfast.adapter.tcp;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubRecException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5SubAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5UnsubAckException;
import com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5SimpleAuth;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5ConnectBuilder;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PayloadFormatIndicator;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishBuilder;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult.Mqtt5Qos1Result;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult.Mqtt5Qos2Result;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5RetainHandling;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.holdfast.adapter.link.ServerConfig;
import org.holdfast.mqtt.gateway.Envelope;
import org.holdfast.mqtt.gateway.LinkOptions;
import org.holdfast.mqtt.gateway.LinkReceiver;
import org.jspecify.annotations.Nullable;

/** A connection that speaks MQTT 5.0. */
final class Mqtt5Link extends TcpLink {
    private final Mqtt5AsyncClient client;
    private final Mqtt5Connect connect;

    Mqtt5Link(ServerConfig server, URI uri, LinkOptions options, LinkReceiver receiver) {
        super(options, receiver);
        client = builder(uri, options)
                .useMqttVersion5()
                .addDisconnectedListener(context -> ended(code(context.getCause()), context.getCause()))
                .buildAsync();
        Mqtt5ConnectBuilder packet = Mqtt5Connect.builder()
                .cleanStart(options.cleanStart())
                .sessionExpiryInterval(options.sessionExpirySeconds())
                .keepAlive(KEEP_ALIVE_SECONDS)
                .restrictions()
                .receiveMaximum(options.capacity())
                .applyRestrictions();
        connect = server.userName() == null
                ? packet.build()
                : packet.simpleAuth(simpleAuth(server.userName(), server.password()))
                        .build();
    }

    private static Mqtt5SimpleAuth simpleAuth(String userName, @Nullable String password) {
        return password == null
                ? Mqtt5SimpleAuth.builder().username(userName).build()
                : Mqtt5SimpleAuth.builder()
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
                ended(code(failure), failure);
            }
        });
    }

    @Override
    CompletableFuture<Void> disconnect() {
        return client.disconnect();
    }

    private static int code(Throwable failure) {
        if (failure instanceof Mqtt5ConnAckException refused) {
            return refused.getMqttMessage().getReasonCode().getCode();
        }
        if (failure instanceof Mqtt5DisconnectException disconnected) {
            return disconnected.getMqttMessage().getReasonCode().getCode();
        }
        return 0;
    }

    @Override
    public CompletionStage<Integer> subscribe(
            String filter, int qos, boolean noLocal, boolean retainAsPublished, int retainHandling) {
        return client.subscribeWith()
                .topicFilter(filter)
                .qos(qos(qos))
                .noLocal(noLocal)
                .retainAsPublished(retainAsPublished)
                .retainHandling(Objects.requireNonNull(Mqtt5RetainHandling.fromCode(retainHandling)))
                .send()
                .handle((subAck, failure) -> {
                    if (subAck != null) {
                        return subAck.getReasonCodes().get(0).getCode();
                    }
                    if (failure instanceof Mqtt5SubAckException refused) {
                        return refused.getMqttMessage().getReasonCodes().get(0).getCode();
                    }
                    throw new IllegalStateException(failure.getMessage(), failure);
                });
    }

    @Override
    public CompletionStage<Integer> unsubscribe(String filter) {
        return client.unsubscribeWith().topicFilter(filter).send().handle((unsubAck, failure) -> {
            if (unsubAck != null) {
                return unsubAck.getReasonCodes().get(0).getCode();
            }
            if (failure instanceof Mqtt5UnsubAckException refused) {
                return refused.getMqttMessage().getReasonCodes().get(0).getCode();
            }
            throw new IllegalStateException(failure.getMessage(), failure);
        });
    }

    @Override
    public CompletionStage<Map.Entry<Integer, String>> publish(Envelope message) {
        return client.publish(packet(message)).handle((result, failure) -> {
            Throwable error = failure == null ? result.getError().orElse(null) : failure;
            return error == null ? Map.entry(code(result), "") : refused(error);
        });
    }

    private static int code(Mqtt5PublishResult result) {
        if (result instanceof Mqtt5Qos1Result one) {
            return one.getPubAck().getReasonCode().getCode();
        }
        return result instanceof Mqtt5Qos2Result two
                ? two.getPubRec().getReasonCode().getCode()
                : 0;
    }

    private static Map.Entry<Integer, String> refused(Throwable failure) {
        if (failure instanceof Mqtt5PubAckException refused) {
            return Map.entry(
                    refused.getMqttMessage().getReasonCode().getCode(),
                    refused.getMqttMessage()
                            .getReasonString()
                            .map(Object::toString)
                            .orElse(""));
        }
        if (failure instanceof Mqtt5PubRecException refused) {
            return Map.entry(
                    refused.getMqttMessage().getReasonCode().getCode(),
                    refused.getMqttMessage()
                            .getReasonString()
                            .map(Object::toString)
                            .orElse(""));
        }
        throw new IllegalStateException(failure.getMessage(), failure);
    }

    @SuppressWarnings("CheckReturnValue") // the builder changes itself
    private static Mqtt5Publish packet(Envelope message) {
        Mqtt5PublishBuilder.Complete builder = Mqtt5Publish.builder()
                .topic(message.topic())
                .payload(message.payload())
                .qos(qos(message.qos()))
                .retain(message.retain());
        message.copyProperties(
                (name, value) -> add(builder, name, value),
                (name, value) -> builder.userProperties().add(name, value).applyUserProperties());
        return builder.build();
    }

    @SuppressWarnings("CheckReturnValue") // the builder changes itself
    private static void add(Mqtt5PublishBuilder.Complete builder, String name, Object value) {
        switch (name) {
            case Envelope.PAYLOAD_UTF8 ->
                builder.payloadFormatIndicator(
                        (Boolean) value ? Mqtt5PayloadFormatIndicator.UTF_8 : Mqtt5PayloadFormatIndicator.UNSPECIFIED);
            case Envelope.EXPIRY_SECONDS -> builder.messageExpiryInterval((Long) value);
            case Envelope.CONTENT_TYPE -> builder.contentType((String) value);
            case Envelope.RESPONSE_TOPIC -> builder.responseTopic((String) value);
            case Envelope.CORRELATION_DATA -> builder.correlationData((byte[]) value);
            default -> {} // a Subscription Identifier is for receivers only
        }
    }

    /** A received PUBLISH. */
    private final class Received extends TcpDelivery {
        private final Mqtt5Publish publish;

        Received(Mqtt5Publish publish) {
            super(publish.getTopic(), publish.getPayloadAsBytes(), publish.getQos(), publish.isRetain());
            this.publish = publish;
        }

        @Override
        void confirm() {
            publish.acknowledge();
        }

        @Override
        public void copyProperties(BiConsumer<String, Object> property, BiConsumer<String, String> userProperty) {
            publish.getPayloadFormatIndicator()
                    .ifPresent(value -> property.accept(PAYLOAD_UTF8, value == Mqtt5PayloadFormatIndicator.UTF_8));
            publish.getMessageExpiryInterval().ifPresent(value -> property.accept(EXPIRY_SECONDS, value));
            publish.getContentType().ifPresent(value -> property.accept(CONTENT_TYPE, value.toString()));
            publish.getResponseTopic().ifPresent(value -> property.accept(RESPONSE_TOPIC, value.toString()));
            publish.getCorrelationData().ifPresent(value -> property.accept(CORRELATION_DATA, bytes(value)));
            publish.getUserProperties()
                    .asList()
                    .forEach(each -> userProperty.accept(
                            each.getName().toString(), each.getValue().toString()));
        }
    }
}
