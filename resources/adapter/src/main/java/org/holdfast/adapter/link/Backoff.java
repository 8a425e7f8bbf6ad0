package org.holdfast.adapter.link;

import java.time.Duration;

/**
 * Pauses that double.
 *
 * @param first the first one
 * @param longest none is longer
 */
public record Backoff(Duration first, Duration longest) {
    /** Between tries to connect. */
    public static final Backoff OF_CONNECTIONS = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(30));

    /** How long to wait after so many failures, from 1 on. */
    public Duration after(int failures) {
        long millis = first.toMillis() << Math.min(Math.max(0, failures - 1), 30);
        return Duration.ofMillis(Math.min(millis, longest.toMillis()));
    }
}
