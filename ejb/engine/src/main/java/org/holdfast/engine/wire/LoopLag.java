package org.holdfast.engine.wire;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/**
 * Measures how late an event loop runs its tasks, with a task that is due twice a second; keeps the worst of half a
 * minute. Only the loop writes; any thread reads.
 */
final class LoopLag implements Runnable {
    /** The time from the end of one measurement to the next. */
    static final Duration INTERVAL = Duration.ofMillis(500);

    private static final int KEPT = 60;

    private final LongSupplier nanoTime;
    private final AtomicLongArray latest = new AtomicLongArray(KEPT);
    private int next;
    private volatile long due;

    /** Nothing has been measured yet. The first measurement is due after the interval. */
    LoopLag(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        due = nanoTime.getAsLong() + INTERVAL.toNanos();
    }

    @Override
    public void run() {
        long now = nanoTime.getAsLong();
        latest.setRelease(next, now - due);
        next = (next + 1) % KEPT;
        due = now + INTERVAL.toNanos();
    }

    /** The worst lag of the last half minute, including a delay at this moment. */
    Duration worst() {
        long worst = Math.max(0, nanoTime.getAsLong() - due);
        for (int i = 0; i < KEPT; i++) {
            worst = Math.max(worst, latest.getAcquire(i));
        }
        return Duration.ofNanos(worst);
    }
}
