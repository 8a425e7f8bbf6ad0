/**
 * MicroProfile Metrics, at {@code /metrics}: {@link org.holdfast.beans.metrics.Metric} is the table, docs/operations.md shows the
 * same one. {@link org.holdfast.beans.metrics.EndpointMetric} is that of message-driven beans. What both
 * have in common is a {@link org.holdfast.beans.metrics.Measure}.
 *
 * <p>Gauges are asked for when somebody scrapes. Counters can only be told: so they are, each second, what has come since.
 */
@NullMarked
package org.holdfast.beans.metrics;

import org.jspecify.annotations.NullMarked;
