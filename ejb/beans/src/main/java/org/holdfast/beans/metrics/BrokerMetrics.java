package org.holdfast.beans.metrics;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.MetricUnits;
import org.eclipse.microprofile.metrics.Tag;
import org.eclipse.microprofile.metrics.Timer;
import org.holdfast.engine.Broker;
import org.holdfast.engine.BrokerStatus;

/** Puts the figures of a broker into the registry of the application. Owned by the timer that brings them up to date. */
@ApplicationScoped
public class BrokerMetrics {
    /** How long commits took. */
    static final String COMMIT_TIME = "holdfast_store_commit";

    static final String COMMIT_TIME_DESCRIPTION = "How long commits took, in seconds.";

    @Inject
    private MetricRegistry registry;

    private final Map<Metric, Map<List<Tag>, Long>> counted = new EnumMap<>(Metric.class);

    /** Registers all of them for a broker that has just begun to serve: before that there is nothing to tell. */
    void register(Broker broker) {
        counted.clear();
        BrokerStatus status = broker.status();
        for (Metric metric : Metric.values()) {
            if (metric.kind() == Metric.Kind.GAUGE) {
                metric.values(status)
                        .forEach(value -> registry.gauge(metadata(metric), () -> now(broker, metric), tags(value)));
            }
        }
        Timer commits = registry.timer(Metadata.builder()
                .withName(COMMIT_TIME)
                .withDescription(COMMIT_TIME_DESCRIPTION)
                .withUnit(MetricUnits.SECONDS)
                .build());
        broker.observeCommits(nanos -> commits.update(Duration.ofNanos(nanos)));
    }

    /** No gauge has tags, so that there is one value. */
    private static Number now(Broker broker, Metric metric) {
        return metric.values(broker.status()).get(0).number();
    }

    /** Tells the counters what has come since the last time. */
    void update(Broker broker) {
        BrokerStatus status = broker.status();
        for (Metric metric : Metric.values()) {
            if (metric.kind() == Metric.Kind.COUNTER) {
                metric.values(status).forEach(value -> update(metric, value));
            }
        }
    }

    private void update(Metric metric, Metric.Value value) {
        long total = value.number().longValue();
        Map<List<Tag>, Long> before = counted.computeIfAbsent(metric, first -> new HashMap<>());
        Counter counter = registry.counter(metadata(metric), tags(value));
        counter.inc(Math.max(0, total - before.getOrDefault(value.tags(), 0L)));
        before.put(value.tags(), total);
    }

    private static Metadata metadata(Metric metric) {
        return Metadata.builder()
                .withName(metric.metricName())
                .withDescription(metric.description())
                .build();
    }

    private static Tag[] tags(Metric.Value value) {
        return value.tags().toArray(Tag[]::new);
    }
}
