package org.holdfast.beans.metrics;

import java.util.function.ToLongFunction;
import org.holdfast.beans.endpoints.EndpointView;

/** What is measured of each message-driven bean. docs/operations.md shows the same table; a test keeps both equal. */
@SuppressWarnings("ImmutableEnumChecker") // functions without state
enum EndpointMetric {
    /** Now. */
    ACTIVE(
            "active",
            Metric.Kind.GAUGE,
            "1 when a message-driven bean is connected and has subscribed, 0 when it is not, by `bean`.",
            endpoint -> endpoint.state().equals("ACTIVE") ? 1 : 0),
    /** Now. */
    INFLIGHT(
            "inflight",
            Metric.Kind.GAUGE,
            "Messages that the adapter holds for a message-driven bean, by `bean`.",
            EndpointView::inflight),
    /** Since the activation. */
    DELIVERED(
            "delivered",
            Metric.Kind.COUNTER,
            "Messages that a message-driven bean was through with, by `bean`.",
            EndpointView::delivered),
    /** Since the activation. */
    REDELIVERED(
            "redelivered", Metric.Kind.COUNTER, "Attempts after the first one, by `bean`.", EndpointView::redelivered),
    /** Since the activation. */
    DEAD_LETTERED(
            "dead_lettered",
            Metric.Kind.COUNTER,
            "Messages that went to the dead letter topic, by `bean`.",
            EndpointView::deadLettered);

    private final String metricName;
    private final Metric.Kind kind;
    private final String description;
    private final ToLongFunction<EndpointView> value;

    EndpointMetric(String name, Metric.Kind kind, String description, ToLongFunction<EndpointView> value) {
        this.metricName = "holdfast_endpoint_" + name;
        this.kind = kind;
        this.description = description;
        this.value = value;
    }

    /** The name that it is registered under. */
    String metricName() {
        return metricName;
    }

    /** The name in the Prometheus text. */
    String scrapedName() {
        return kind == Metric.Kind.COUNTER ? metricName + "_total" : metricName;
    }

    Metric.Kind kind() {
        return kind;
    }

    /** What it says, in one sentence of Markdown. */
    String description() {
        return description;
    }

    long value(EndpointView endpoint) {
        return value.applyAsLong(endpoint);
    }
}
