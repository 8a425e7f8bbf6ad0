package org.holdfast.beans.metrics;

import org.eclipse.microprofile.metrics.Metadata;

/** What is measured, as the registry of the application and the scraper know it. */
interface Measure {
    /** What a value does. */
    enum Kind {
        /** It only grows, from the start on. */
        COUNTER,
        /** It comes and goes. */
        GAUGE
    }

    /** The name that it is registered under; the Prometheus text appends {@code _total} to that of a counter. */
    String metricName();

    Kind kind();

    /** What it says, in one sentence of Markdown. */
    String description();

    /** The name in the Prometheus text. */
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
