package org.holdfast.beans.metrics;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.holdfast.beans.settings.StoreSettings;
import org.holdfast.beans.state.State;
import org.holdfast.engine.Broker;
import org.holdfast.engine.BrokerStatus;

/** Registers the metrics of a broker in the registry of the application. Owned by the timer that updates them. */
@ApplicationScoped
public class BrokerMetrics {
    @Inject
    private MetricRegistry registry;

    private final Map<Metric, Map<List<Tag>, Long>> counted = new EnumMap<>(Metric.class);

    /** Registers the gauges of a broker that has just started to serve: before that there is nothing to report. */
    void register(State.Running running) {
        counted.clear();
        Broker broker = running.broker();
        BrokerStatus status = broker.status();
        for (Metric metric : Metric.values()) {
            if (metric.kind() == Measure.Kind.GAUGE) {
                register(metric, metric.values(status), broker);
            }
        }
        StoreSettings store = running.settings().store();
        if (store.isSqlite()) {
            Path file = store.file();
            registry.gauge(DiskMetric.FREE.metadata(), () -> DiskMetric.value(file));
        }
    }

    /**
     * A metric always has the same values, in the same order. Doubles, because Payara mistakes some longs for rounding errors.
     */
    private void register(Metric metric, List<Metric.Value> values, Broker broker) {
        for (int i = 0; i < values.size(); i++) {
            int at = i;
            registry.gauge(
                    metric.metadata(),
                    () -> metric.values(broker.status()).get(at).number().doubleValue(),
                    tags(values.get(i)));
        }
    }

    /** Adds to the counters what was counted since the last update. */
    void update(Broker broker) {
        BrokerStatus status = broker.status();
        for (Metric metric : Metric.values()) {
            if (metric.kind() == Measure.Kind.COUNTER) {
                metric.values(status).forEach(value -> update(metric, value));
            }
        }
    }

    private void update(Metric metric, Metric.Value value) {
        long total = value.number().longValue();
        Map<List<Tag>, Long> before = counted.computeIfAbsent(metric, first -> new HashMap<>());
        Counter counter = registry.counter(metric.metadata(), tags(value));
        counter.inc(Math.max(0, total - before.getOrDefault(value.tags(), 0L)));
        before.put(value.tags(), total);
    }

    private static Tag[] tags(Metric.Value value) {
        return value.tags().toArray(Tag[]::new);
    }
}
