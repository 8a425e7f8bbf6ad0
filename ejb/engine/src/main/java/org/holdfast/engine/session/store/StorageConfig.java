package org.holdfast.engine.session.store;

import java.time.Duration;

/**
 * How sessions are stored.
 *
 * @param durable whether sessions that outlive their connection survive the broker too
 * @param maximumQueuedAge how long a message waits for a client; zero: until it expires, or the session does
 * @param flushThreshold how many changes wait in memory before a flush starts, at least 1
 * @param maximumWaitingChanges how many changes may wait for the store before publishers are refused
 * @param maximumWaitingBytes how many bytes of changes may wait for the store before publishers are refused
 */
public record StorageConfig(
        boolean durable,
        Duration maximumQueuedAge,
        int flushThreshold,
        int maximumWaitingChanges,
        long maximumWaitingBytes) {
    /** Durable, of any age, a flush at 100 changes; at most 100,000 changes and 64 MiB wait. */
    public static final StorageConfig DEFAULT = new StorageConfig(true, Duration.ZERO, 100, 100_000, 64L << 20);
}
