package org.holdfast.beans.metrics;

import org.eclipse.microprofile.metrics.Metadata;

/** A metric, as the registry of the application and the scraper know it. */
interface Measure {
    /** How a value changes. */
    enum Kind {
        /** It only grows, from the start. */
        COUNTER,
        /** It rises and falls. */
        GAUGE
    }

    /** Returns the registered name; the Prometheus text appends {@code _total} to that of a counter. */
    String metricName();

    Kind kind();

    /** Returns the description, in one sentence of Markdown. */
    String description();

    /** Returns the name in the Prometheus text. */
    default String scrapedName() {
        return kind() == Kind.COUNTER ? metricName() + "_total" : metricName();
    }

    default Metadata metadata() {
        return Metadata.builder()
                .withName(metricName())
                .withDescription(description())
                .build();
    }
}
