package org.holdfast.adapter.inbound;

import java.util.concurrent.atomic.LongAdder;

/** Counters of one endpoint since its activation. Any thread. */
final class EndpointCounters {
    private final LongAdder received = new LongAdder();
    private final LongAdder done = new LongAdder();
    private final LongAdder delivered = new LongAdder();
    private final LongAdder redelivered = new LongAdder();
    private final LongAdder deadLettered = new LongAdder();

    void received() {
        received.increment();
    }

    /** Counts a message that the adapter no longer holds. */
    void done() {
        done.increment();
    }

    void delivered() {
        delivered.increment();
    }

    void redelivered() {
        redelivered.increment();
    }

    void deadLettered() {
        deadLettered.increment();
    }

    long inFlight() {
        long left = done.sum(); // first, so that nothing is counted out that was not counted in
        return received.sum() - left;
    }

    long deliveredCount() {
        return delivered.sum();
    }

    long redeliveredCount() {
        return redelivered.sum();
    }

    long deadLetteredCount() {
        return deadLettered.sum();
    }
}
