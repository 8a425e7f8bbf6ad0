package org.holdfast.engine;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.holdfast.engine.message.Payload;
import org.holdfast.engine.topic.TopicName;

/**
 * A topic on which the broker publishes a figure of its status. Names that Mosquitto has mean what they mean there;
 * docs/operations.md shows the same table, and a test keeps both equal.
 */
@SuppressWarnings("ImmutableEnumChecker") // a TopicName is immutable, and so is a function without state
enum SysTopic {
    VERSION("version", "The name and version of the broker.", status -> "Holdfast " + status.version()),
    UPTIME(
            "uptime",
            "The time since the start: `N seconds`.",
            status -> status.uptime().toSeconds() + " seconds"),

    CLIENTS_CONNECTED("clients/connected", "Connected clients.", status -> status.sessions()
            .connected()),
    CLIENTS_DISCONNECTED("clients/disconnected", "Disconnected clients with a session.", status -> status.sessions()
            .disconnected()),
    CLIENTS_TOTAL("clients/total", "Clients with a session, connected or disconnected.", status -> status.sessions()
            .total()),
    CLIENTS_MAXIMUM(
            "clients/maximum", "The highest number of clients connected at the same time.", status -> status.sessions()
                    .maximumConnected()),
    CLIENTS_EXPIRED("clients/expired", "Sessions that expired.", status -> status.sessions()
            .expired()),

    MESSAGES_RECEIVED(
            "messages/received", "MQTT packets of all types received from clients.", status -> status.traffic()
                    .packetsReceived()),
    MESSAGES_SENT("messages/sent", "MQTT packets of all types sent to clients.", status -> status.traffic()
            .packetsSent()),
    PUBLISH_MESSAGES_RECEIVED(
            "publish/messages/received", "PUBLISH packets received from clients.", status -> status.traffic()
                    .publishesReceived()),
    PUBLISH_MESSAGES_SENT("publish/messages/sent", "PUBLISH packets sent to clients.", status -> status.traffic()
            .publishesSent()),
    PUBLISH_MESSAGES_DROPPED(
            "publish/messages/dropped",
            "Messages dropped because their receiver's queue was full, or because they waited there for too long.",
            status -> status.sessions().droppedMessages()),
    BYTES_RECEIVED("bytes/received", "Bytes received from clients.", status -> status.traffic()
            .bytesReceived()),
    BYTES_SENT(
            "bytes/sent", "Bytes sent to clients.", status -> status.traffic().bytesSent()),

    SUBSCRIPTIONS_COUNT(
            "subscriptions/count",
            "Subscriptions of all sessions, including shared subscriptions.",
            BrokerStatus::subscriptions),
    RETAINED_MESSAGES_COUNT(
            "retained messages/count",
            "Topics with a retained message, excluding those of the broker itself.",
            status -> status.retained().count()),
    RETAINED_MESSAGES_BYTES(
            "retained messages/bytes",
            "Approximate memory of the retained messages, in bytes.",
            status -> status.retained().bytes()),
    STORE_WAITING_TOPICS("store/waiting/topics", "Changed topics waiting for the database.", status -> status.retained()
            .waitingTopics()),
    STORE_WAITING_BYTES(
            "store/waiting/bytes", "Approximate memory of these changes, in bytes.", status -> status.retained()
                    .waitingBytes()),
    STORE_HEALTHY(
            "store/healthy",
            "1 if the last flush was committed, 0 if it failed.",
            status -> status.commits().failure() == null ? 1 : 0);

    private final TopicName topic;
    private final String meaning;
    private final Function<BrokerStatus, Object> value;

    SysTopic(String name, String meaning, Function<BrokerStatus, Object> value) {
        this.topic = TopicName.ofBroker(name);
        this.meaning = meaning;
        this.value = value;
    }

    /** The Topic Name. */
    TopicName topic() {
        return topic;
    }

    /** The meaning, in one sentence of Markdown. */
    String meaning() {
        return meaning;
    }

    /** Returns the payload to publish, as text. */
    Payload payload(BrokerStatus status) {
        return Payload.of(value.apply(status).toString().getBytes(StandardCharsets.UTF_8));
    }
}
