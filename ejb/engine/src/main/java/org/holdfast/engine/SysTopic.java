package org.holdfast.engine;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.holdfast.engine.message.Payload;
import org.holdfast.engine.topic.TopicName;

/**
 * A topic on which the broker says how it fares. Names that Mosquitto has mean what they mean there; docs/operations.md
 * shows the same table, and a test keeps both equal.
 */
@SuppressWarnings("ImmutableEnumChecker") // a TopicName is immutable, and so is a function without state
enum SysTopic {
    VERSION("version", "The name and version of the broker.", status -> "Holdfast " + status.version()),
    UPTIME(
            "uptime",
            "The time since the start: `N seconds`.",
            status -> status.uptime().toSeconds() + " seconds"),

    CLIENTS_CONNECTED("clients/connected", "Clients that are connected.", status -> status.sessions()
            .connected()),
    CLIENTS_DISCONNECTED(
            "clients/disconnected", "Clients that are away and have a session.", status -> status.sessions()
                    .disconnected()),
    CLIENTS_TOTAL("clients/total", "Clients that have a session, connected or away.", status -> status.sessions()
            .total()),
    CLIENTS_MAXIMUM(
            "clients/maximum",
            "The most clients that have been connected at the same time.",
            status -> status.sessions().maximumConnected()),
    CLIENTS_EXPIRED(
            "clients/expired",
            "Sessions that ended because their client was away for longer than their expiry.",
            status -> status.sessions().expired()),

    MESSAGES_RECEIVED(
            "messages/received", "MQTT packets of all types that came from clients.", status -> status.traffic()
                    .packetsReceived()),
    MESSAGES_SENT("messages/sent", "MQTT packets of all types that were sent to clients.", status -> status.traffic()
            .packetsSent()),
    PUBLISH_MESSAGES_RECEIVED(
            "publish/messages/received", "PUBLISH packets that came from clients.", status -> status.traffic()
                    .publishesReceived()),
    PUBLISH_MESSAGES_SENT(
            "publish/messages/sent", "PUBLISH packets that were sent to clients.", status -> status.traffic()
                    .publishesSent()),
    PUBLISH_MESSAGES_DROPPED(
            "publish/messages/dropped",
            "Messages for which the queue of their receiver had no room.",
            status -> status.sessions().droppedMessages()),
    BYTES_RECEIVED("bytes/received", "Bytes that came from clients.", status -> status.traffic()
            .bytesReceived()),
    BYTES_SENT("bytes/sent", "Bytes that were sent to clients.", status -> status.traffic()
            .bytesSent()),

    SUBSCRIPTIONS_COUNT(
            "subscriptions/count", "Subscriptions of all sessions, shared ones included.", BrokerStatus::subscriptions),
    RETAINED_MESSAGES_COUNT(
            "retained messages/count",
            "Topics that keep a message, without the broker's own.",
            status -> status.retained().count()),
    RETAINED_MESSAGES_BYTES(
            "retained messages/bytes",
            "About how many bytes of memory these messages take.",
            status -> status.retained().bytes()),
    STORE_WAITING_TOPICS(
            "store/waiting/topics", "Changed topics that wait for the database.", status -> status.retained()
                    .waitingTopics()),
    STORE_WAITING_BYTES(
            "store/waiting/bytes", "About how many bytes of memory their changes take.", status -> status.retained()
                    .waitingBytes()),
    STORE_HEALTHY(
            "store/healthy",
            "1 when the database took the last flush, 0 when it did not.",
            status -> status.retained().failure() == null ? 1 : 0);

    private final TopicName topic;
    private final String meaning;
    private final Function<BrokerStatus, Object> value;

    SysTopic(String name, String meaning, Function<BrokerStatus, Object> value) {
        this.topic = TopicName.of("$SYS/broker/" + name);
        this.meaning = meaning;
        this.value = value;
    }

    /** Where it is published. */
    TopicName topic() {
        return topic;
    }

    /** What it says, in one sentence of Markdown. */
    String meaning() {
        return meaning;
    }

    /** What is to be published, as text. */
    Payload payload(BrokerStatus status) {
        return Payload.of(value.apply(status).toString().getBytes(StandardCharsets.UTF_8));
    }
}
