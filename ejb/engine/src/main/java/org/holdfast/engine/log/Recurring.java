package org.holdfast.engine.log;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** An event that clients can cause as often as they like: it is logged at most once in an interval, with its count. Any thread. */
public final class Recurring {
    /** The shortest time between two lines. */
    public static final Duration INTERVAL = Duration.ofSeconds(10);

    private final LongSupplier nanoTime;
    private final AtomicLong count = new AtomicLong();
    private final AtomicLong lastLogged;

    /** An event that has not happened yet. */
    public Recurring() {
        this(System::nanoTime);
    }

    Recurring(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.lastLogged = new AtomicLong(nanoTime.getAsLong() - INTERVAL.toNanos());
    }

    /** The event has happened: returns how often it has since it was logged last, or 0 when it must not be logged now. */
    public long toLog() {
        count.incrementAndGet();
        long last = lastLogged.get();
        long now = nanoTime.getAsLong();
        return now - last >= INTERVAL.toNanos() && lastLogged.compareAndSet(last, now) ? count.getAndSet(0) : 0;
    }
}
