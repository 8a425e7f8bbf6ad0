package org.holdfast.engine.commit;

import java.time.Duration;

/**
 * Configuration of the commits: when changes are written to the store, and how many may wait for it.
 *
 * @param flushThreshold how many changes of one kind start a flush, at least 1
 * @param resendInterval how long to wait after a failed flush before the retry
 * @param maximumWaiting how many changes of one kind may wait before further ones are rejected
 * @param maximumWaitingBytes how many bytes of heap the changes of one kind may take before further ones are rejected
 */
public record CommitConfig(int flushThreshold, Duration resendInterval, int maximumWaiting, long maximumWaitingBytes) {
    /** A flush at 100 changes; a retry every 5 s; at most 100,000 changes and 64 MiB wait. */
    public static final CommitConfig DEFAULT = new CommitConfig(100, Duration.ofSeconds(5), 100_000, 64L << 20);
}
