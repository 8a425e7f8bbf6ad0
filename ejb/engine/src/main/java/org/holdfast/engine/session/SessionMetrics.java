package org.holdfast.engine.session;

import java.time.Clock;
import java.util.concurrent.atomic.LongAdder;

/** What all sessions count together, and the clock they share. Any thread. */
public final class SessionMetrics {
    private final Clock clock;
    private final LongAdder dropped = new LongAdder();

    /** Counts from zero. */
    public SessionMetrics(Clock clock) {
        this.clock = clock;
    }

    /** The wall clock, in milliseconds. */
    public long now() {
        return clock.millis();
    }

    void dropped() {
        dropped.increment();
    }

    /** How many messages found a full queue. */
    public long droppedMessages() {
        return dropped.sum();
    }
}
