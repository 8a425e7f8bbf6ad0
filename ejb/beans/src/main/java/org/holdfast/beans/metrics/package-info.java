/**
 * MicroProfile Metrics, at {@code /metrics}: {@link org.holdfast.beans.metrics.Metric} is the table, docs/operations.md shows the
 * same one. {@link org.holdfast.beans.metrics.EndpointMetric} is that of message-driven beans. What both
 * have in common is a {@link org.holdfast.beans.metrics.Measure}.
 *
 * <p>Gauges are read at each scrape. Counters can only be incremented, which a timer does every second.
 */
@NullMarked
package org.holdfast.beans.metrics;

import org.jspecify.annotations.NullMarked;
