package org.holdfast.engine.session;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.holdfast.engine.memory.MemoryBudget;

/** The counters of all sessions together. Any thread. */
final class SessionMetrics {
    private final AtomicInteger connected = new AtomicInteger();
    private final AtomicInteger maximumConnected = new AtomicInteger();
    private final AtomicInteger leftOnDisk = new AtomicInteger();
    private final LongAdder expired = new LongAdder();
    private final LongAdder dropped = new LongAdder();

    void connected() {
        maximumConnected.accumulateAndGet(connected.incrementAndGet(), Math::max);
    }

    void disconnected() {
        connected.decrementAndGet();
    }

    void expired() {
        expired.increment();
    }

    /** Counts sessions with messages in the store only; fewer if negative. */
    void leftOnDisk(int change) {
        leftOnDisk.addAndGet(change);
    }

    void dropped() {
        dropped.increment();
    }

    /** Returns the status with these counters, the given numbers of sessions and of waiting changes, and their memory. */
    SessionStatus status(int sessions, int waiting, MemoryBudget memory) {
        return new SessionStatus(
                sessions,
                connected.get(),
                maximumConnected.get(),
                expired.sum(),
                dropped.sum(),
                waiting,
                leftOnDisk.get(),
                memory.used(),
                memory.maximum());
    }
}
