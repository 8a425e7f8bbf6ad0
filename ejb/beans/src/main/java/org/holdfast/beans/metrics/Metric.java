package org.holdfast.beans.metrics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.microprofile.metrics.Tag;
import org.holdfast.engine.BrokerStatus;
import org.holdfast.engine.packet.ConnAck;
import org.holdfast.engine.retained.Refusal;
import org.holdfast.engine.wire.QosTraffic;

/** The metrics of the broker. docs/operations.md shows the same table; a test keeps both equal. */
@SuppressWarnings("ImmutableEnumChecker") // functions without state
public enum Metric implements Measure {
    MESSAGES_RECEIVED(
            "messages_received",
            Kind.COUNTER,
            "PUBLISH packets received from clients, by `qos`.",
            status -> byQos(status, QosTraffic::messagesReceived)),
    MESSAGES_SENT(
            "messages_sent",
            Kind.COUNTER,
            "PUBLISH packets sent to clients, by `qos`.",
            status -> byQos(status, QosTraffic::messagesSent)),
    PAYLOAD_RECEIVED(
            "payload_received_bytes",
            Kind.COUNTER,
            "Bytes of payload in them, by `qos`.",
            status -> byQos(status, QosTraffic::bytesReceived)),
    PAYLOAD_SENT(
            "payload_sent_bytes",
            Kind.COUNTER,
            "Bytes of payload in them, by `qos`.",
            status -> byQos(status, QosTraffic::bytesSent)),
    BYTES_RECEIVED(
            "received_bytes",
            Kind.COUNTER,
            "Bytes received from clients.",
            status -> one(status.traffic().bytesReceived())),
    BYTES_SENT(
            "sent_bytes",
            Kind.COUNTER,
            "Bytes sent to clients.",
            status -> one(status.traffic().bytesSent())),
    PUBLISHES_REFUSED(
            "publishes_refused", Kind.COUNTER, "Retained publishes that were rejected, by `reason`.", Metric::refused),
    CONNECTS_REFUSED(
            "connects_refused",
            Kind.COUNTER,
            "CONNECT packets that were refused, by `reason`: the name of the Reason Code.",
            Metric::refusedConnects),
    MESSAGES_DROPPED(
            "messages_dropped",
            Kind.COUNTER,
            "Messages dropped because their receiver's queue was full, or because they waited there for too long.",
            status -> one(status.sessions().droppedMessages())),
    RETAINED_EXPIRED(
            "retained_expired",
            Kind.COUNTER,
            "Retained messages deleted because they expired.",
            status -> one(status.retained().expired())),
    SESSIONS_EXPIRED(
            "sessions_expired",
            Kind.COUNTER,
            "Sessions that expired.",
            status -> one(status.sessions().expired())),
    STORE_COMMITS(
            "store_commits",
            Kind.COUNTER,
            "Batches committed to the database.",
            status -> one(status.commits().commits())),
    STORE_CHANGES(
            "store_changes",
            Kind.COUNTER,
            "Rows written and deleted in these batches.",
            status -> one(status.commits().committedChanges())),
    STORE_FAILURES(
            "store_failures",
            Kind.COUNTER,
            "Batches that failed.",
            status -> one(status.commits().failures())),

    CONNECTIONS("connections", Kind.GAUGE, "Open connections.", status -> one(status.connections())),
    CLIENTS(
            "clients",
            Kind.GAUGE,
            "Connected clients.",
            status -> one(status.sessions().connected())),
    SESSIONS(
            "sessions",
            Kind.GAUGE,
            "Sessions of connected and disconnected clients.",
            status -> one(status.sessions().total())),
    SESSIONS_LEFT_ON_DISK(
            "sessions_left_on_disk",
            Kind.GAUGE,
            "Sessions whose stored messages did not fit into memory at the start.",
            status -> one(status.sessions().leftOnDisk())),
    SESSION_BYTES(
            "session_bytes",
            Kind.GAUGE,
            "Approximate memory of the sessions with their subscriptions, Wills and messages, in bytes.",
            status -> one(status.sessions().memoryUsed())),
    SESSION_BYTES_LIMIT(
            "session_bytes_limit",
            Kind.GAUGE,
            "The value of holdfast.memory.max-bytes.",
            status -> one(status.sessions().maximumMemory())),
    SUBSCRIPTIONS("subscriptions", Kind.GAUGE, "Subscriptions of all sessions.", status -> one(status.subscriptions())),
    RETAINED_MESSAGES(
            "retained_messages",
            Kind.GAUGE,
            "Topics with a retained message.",
            status -> one(status.retained().count())),
    RETAINED_BYTES(
            "retained_bytes",
            Kind.GAUGE,
            "Approximate memory of the retained messages, in bytes.",
            status -> one(status.retained().bytes())),
    STORE_WAITING_TOPICS(
            "store_waiting_topics",
            Kind.GAUGE,
            "Changed topics waiting for the database.",
            status -> one(status.retained().waitingTopics())),
    STORE_WAITING_BYTES(
            "store_waiting_bytes",
            Kind.GAUGE,
            "Approximate memory of these changes, in bytes.",
            status -> one(status.retained().waitingBytes())),
    STORE_WAITING_SESSIONS(
            "store_waiting_session_changes",
            Kind.GAUGE,
            "Changes of sessions waiting for the database.",
            status -> one(status.sessions().waitingChanges())),
    STORE_HEALTHY(
            "store_healthy",
            Kind.GAUGE,
            "1 if the last batch was committed, 0 if it failed.",
            status -> one(status.commits().failure() == null ? 1 : 0)),
    /** A histogram, by the upper limit of each bucket. */
    COMMIT_TIME_BUCKETS(
            "store_commit_seconds_bucket",
            Kind.GAUGE,
            "Commits that took at most `le` seconds: the buckets of a histogram.",
            Metric::commitTimes),
    COMMIT_TIME_SUM(
            "store_commit_seconds_sum",
            Kind.GAUGE,
            "Total duration of all commits, in seconds.",
            status -> one(seconds(status.commits().times().total()))),
    COMMIT_TIME_COUNT(
            "store_commit_seconds_count",
            Kind.GAUGE,
            "Number of commits in the histogram.",
            status -> one(status.commits().commits())),
    EVENT_LOOP_LAG(
            "event_loop_lag_seconds",
            Kind.GAUGE,
            "Longest delay of a task on an event loop in the last 30 seconds.",
            status -> one(seconds(status.lag())));

    /**
     * A value, with the tags that distinguish it from others of the same name.
     *
     * @param tags may be empty
     */
    record Value(List<Tag> tags, Number number) {}

    private final String metricName;
    private final Kind kind;
    private final String description;
    private final Function<BrokerStatus, List<Value>> values;

    Metric(String name, Kind kind, String description, Function<BrokerStatus, List<Value>> values) {
        this.metricName = "holdfast_" + name;
        this.kind = kind;
        this.description = description;
        this.values = values;
    }

    @Override
    public String metricName() {
        return metricName;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public String description() {
        return description;
    }

    List<Value> values(BrokerStatus status) {
        return values.apply(status);
    }

    private static List<Value> one(Number number) {
        return List.of(new Value(List.of(), number));
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private static List<Value> commitTimes(BrokerStatus status) {
        List<Value> buckets = new ArrayList<>();
        status.commits()
                .times()
                .within()
                .forEach((limit, count) ->
                        buckets.add(new Value(List.of(new Tag("le", Double.toString(seconds(limit)))), count)));
        buckets.add(new Value(List.of(new Tag("le", "+Inf")), status.commits().commits()));
        return buckets;
    }

    private static List<Value> byQos(BrokerStatus status, Function<QosTraffic, Long> of) {
        List<QosTraffic> traffic = status.traffic().qos();
        return IntStream.range(0, traffic.size())
                .mapToObj(qos -> new Value(List.of(new Tag("qos", Integer.toString(qos))), of.apply(traffic.get(qos))))
                .toList();
    }

    private static List<Value> refusedConnects(BrokerStatus status) {
        return ConnAck.REFUSALS.stream()
                .map(reason -> new Value(
                        List.of(new Tag("reason", reason.name().toLowerCase(Locale.ROOT))),
                        status.traffic().refusedConnects().getOrDefault(reason, 0L)))
                .toList();
    }

    private static List<Value> refused(BrokerStatus status) {
        List<Value> refused = new ArrayList<>();
        Stream.of(Refusal.values())
                .forEach(refusal -> refused.add(new Value(
                        List.of(new Tag("reason", refusal.name().toLowerCase(Locale.ROOT))),
                        status.retained().refused().getOrDefault(refusal, 0L))));
        return refused;
    }
}
