package org.holdfast.beans.metrics;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.MetricID;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.holdfast.beans.endpoints.EndpointMBeans;
import org.holdfast.beans.endpoints.EndpointView;

/**
 * Registers the metrics of message-driven beans in the registry of the application. Beans are deployed and undeployed, so gauges
 * show the last update. Owned by the timer that updates them.
 */
@ApplicationScoped
public class EndpointMetrics {
    @Inject
    private MetricRegistry registry;

    /** By bean; read by the threads that scrape. */
    private final Map<String, EndpointView> current = new ConcurrentHashMap<>();

    private final Map<MetricID, Long> counted = new HashMap<>();

    /** Updates the metrics of all current beans. */
    void update() {
        List<EndpointView> endpoints = EndpointMBeans.all();
        List<String> beans = endpoints.stream().map(EndpointView::bean).toList();
        current.keySet().stream().filter(bean -> !beans.contains(bean)).toList().forEach(this::remove);
        endpoints.forEach(this::update);
    }

    private void update(EndpointView endpoint) {
        boolean isNew = current.put(endpoint.bean(), endpoint) == null;
        for (EndpointMetric metric : EndpointMetric.values()) {
            if (metric.kind() == Measure.Kind.COUNTER) {
                count(metric, endpoint);
            } else if (isNew) {
                registry.gauge(metric.metadata(), () -> value(metric, endpoint.bean()), tag(endpoint.bean()));
            }
        }
    }

    /** Returns the value as a double, like all gauges. */
    private double value(EndpointMetric metric, String bean) {
        EndpointView endpoint = current.get(bean);
        return endpoint == null ? 0 : metric.value(endpoint);
    }

    /** Adds to a counter, which continues when a bean that is activated again begins at 0. */
    private void count(EndpointMetric metric, EndpointView endpoint) {
        long total = metric.value(endpoint);
        MetricID id = new MetricID(metric.metricName(), tag(endpoint.bean()));
        Long before = counted.put(id, total);
        Counter counter = registry.counter(metric.metadata(), tag(endpoint.bean()));
        counter.inc(before == null || before > total ? total : total - before);
    }

    private void remove(String bean) {
        current.remove(bean);
        for (EndpointMetric metric : EndpointMetric.values()) {
            if (metric.kind() == Measure.Kind.GAUGE) {
                registry.remove(new MetricID(metric.metricName(), tag(bean)));
            } else {
                counted.remove(new MetricID(metric.metricName(), tag(bean)));
            }
        }
    }

    private static Tag tag(String bean) {
        return new Tag("bean", bean);
    }
}
