package org.holdfast.adapter.link;

import java.time.Duration;

/**
 * Pauses that double with each failure.
 *
 * @param first the first one
 * @param longest the longest one
 */
public record Backoff(Duration first, Duration longest) {
    /** The pauses between attempts to connect. */
    public static final Backoff OF_CONNECTIONS = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(30));

    /** Returns the pause after a number of failures, 1 or more. */
    public Duration after(int failures) {
        long millis = first.toMillis() << Math.min(Math.max(0, failures - 1), 30);
        return Duration.ofMillis(Math.min(millis, longest.toMillis()));
    }
}
