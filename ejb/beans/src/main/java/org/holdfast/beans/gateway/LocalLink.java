package org.holdfast.beans.gateway;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.holdfast.engine.local.LocalConnection;
import org.holdfast.engine.local.LocalOutcome;
import org.holdfast.engine.management.Management;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.message.Payload;
import org.holdfast.engine.message.Properties;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.message.ReasonCode;
import org.holdfast.engine.message.RetainHandling;
import org.holdfast.engine.packet.Subscribe;
import org.holdfast.engine.publishing.Publication;
import org.holdfast.engine.topic.TopicFilter;
import org.holdfast.engine.topic.TopicName;
import org.holdfast.mqtt.gateway.Envelope;
import org.holdfast.mqtt.gateway.Link;
import org.jspecify.annotations.Nullable;

/** The link of one local client of the engine. Any thread. */
final class LocalLink implements Link {
    private static final Map.Entry<Integer, String> SUCCESS = Map.entry(0, "");

    private final LocalConnection connection;
    private final Management management;

    LocalLink(LocalConnection connection, Management management) {
        this.connection = connection;
        this.management = management;
    }

    @Override
    public CompletionStage<Integer> subscribe(
            String filter, int qos, boolean noLocal, boolean retainAsPublished, int retainHandling) {
        TopicFilter parsed = parsed(filter);
        if (parsed == null) {
            return CompletableFuture.completedFuture(ReasonCode.TOPIC_FILTER_INVALID.value());
        }
        Subscribe.Request request = new Subscribe.Request(
                parsed, QoS.of(qos), noLocal, retainAsPublished, RetainHandling.of(retainHandling));
        return connection.subscribe(List.of(request), 0).thenApply(reasons -> reasons.get(0)
                .value());
    }

    @Override
    public CompletionStage<Integer> unsubscribe(String filter) {
        TopicFilter parsed = parsed(filter);
        if (parsed == null) {
            return CompletableFuture.completedFuture(ReasonCode.TOPIC_FILTER_INVALID.value());
        }
        return connection.unsubscribe(List.of(parsed)).thenApply(reasons -> reasons.get(0)
                .value());
    }

    /** Returns the Topic Filter; null when it is invalid, or has too many levels for this broker. */
    private static @Nullable TopicFilter parsed(String filter) {
        try {
            return TopicFilter.of(filter);
        } catch (IllegalArgumentException e) {
            return null; // its Reason Code tells, as a broker elsewhere would
        }
    }

    @Override
    public List<String> subscriptions() {
        return management.clients().subscriptions("", connection.clientId(), 0, Integer.MAX_VALUE).items().stream()
                .map(subscription -> subscription.filter().value())
                .toList();
    }

    @Override
    public CompletionStage<Map.Entry<Integer, String>> publish(Envelope message) {
        return connection.publish(engines(message)).thenApply(LocalLink::answer);
    }

    private static Map.Entry<Integer, String> answer(LocalOutcome outcome) {
        if (outcome.reason().value() == 0) {
            return SUCCESS;
        }
        return Map.entry(outcome.reason().value(), outcome.explanation() == null ? "" : outcome.explanation());
    }

    private static Publication engines(Envelope message) {
        Properties.Builder properties = Properties.builder();
        long[] expiry = {Message.NO_EXPIRY_INTERVAL};
        message.copyProperties(
                (name, value) -> {
                    if (name.equals(Envelope.EXPIRY_SECONDS)) {
                        expiry[0] = (Long) value;
                    } else {
                        add(properties, name, value);
                    }
                },
                properties::userProperty);
        return new Publication(
                TopicName.of(message.topic()),
                Payload.of(message.payload()),
                QoS.of(message.qos()),
                message.retain(),
                properties.build(),
                expiry[0]);
    }

    private static void add(Properties.Builder properties, String name, Object value) {
        switch (name) {
            case Envelope.PAYLOAD_UTF8 -> properties.payloadFormatIndicator((Boolean) value ? 1 : 0);
            case Envelope.CONTENT_TYPE -> properties.contentType((String) value);
            case Envelope.RESPONSE_TOPIC -> properties.responseTopic((String) value);
            case Envelope.CORRELATION_DATA -> properties.correlationData((byte[]) value);
            default -> throw new IllegalArgumentException(name + " is not for publishers");
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
