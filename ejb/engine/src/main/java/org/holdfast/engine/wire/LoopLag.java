package org.holdfast.engine.wire;

import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How late an event loop is: twice a second it is to run a task, and measures when it does. The worst of the last seconds counts,
 * and is forgotten by and by. Written by the loop, read by any thread.
 */
final class LoopLag {
    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final double KEPT = 0.8;

    private long due;
    private volatile long nanos;

    /** Begins to measure; ends with the loop. */
    static LoopLag of(EventExecutor loop) {
        LoopLag lag = new LoopLag();
        lag.due = System.nanoTime() + INTERVAL_NANOS;
        loop.scheduleAtFixedRate(lag::measure, INTERVAL_NANOS, INTERVAL_NANOS, TimeUnit.NANOSECONDS);
        return lag;
    }

    private void measure() {
        long now = System.nanoTime();
        nanos = Math.max(now - due, (long) (nanos * KEPT));
        due = Math.max(due, now - INTERVAL_NANOS) + INTERVAL_NANOS;
    }

    Duration worst() {
        return Duration.ofNanos(Math.max(0, nanos));
    }
}
