package org.holdfast.beans.metrics;

import java.util.function.ToLongFunction;
import org.holdfast.beans.endpoints.EndpointView;

/** The metrics of each message-driven bean. docs/operations.md shows the same table; a test keeps both equal. */
@SuppressWarnings("ImmutableEnumChecker") // functions without state
enum EndpointMetric implements Measure {
    ACTIVE(
            "active",
            Kind.GAUGE,
            "1 while a message-driven bean is connected and subscribed, otherwise 0, by `bean`.",
            endpoint -> endpoint.state().equals("ACTIVE") ? 1 : 0),
    INFLIGHT(
            "inflight",
            Kind.GAUGE,
            "Messages that the adapter holds for a message-driven bean, by `bean`.",
            EndpointView::inflight),
    DELIVERED(
            "delivered",
            Kind.COUNTER,
            "Messages that a message-driven bean has processed, by `bean`.",
            EndpointView::delivered),
    REDELIVERED(
            "redelivered",
            Kind.COUNTER,
            "Delivery attempts after the first one, by `bean`.",
            EndpointView::redelivered),
    DEAD_LETTERED(
            "dead_lettered",
            Kind.COUNTER,
            "Messages published to the dead letter topic, by `bean`.",
            EndpointView::deadLettered);

    private final String metricName;
    private final Kind kind;
    private final String description;
    private final ToLongFunction<EndpointView> value;

    EndpointMetric(String name, Kind kind, String description, ToLongFunction<EndpointView> value) {
        this.metricName = "holdfast_endpoint_" + name;
        this.kind = kind;
        this.description = description;
        this.value = value;
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

    long value(EndpointView endpoint) {
        return value.applyAsLong(endpoint);
    }
}
