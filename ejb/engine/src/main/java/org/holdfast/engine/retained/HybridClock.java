package org.holdfast.engine.retained;

import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;
import org.holdfast.engine.retained.tree.Version;

/**
 * Makes versions that grow with the wall clock and never fall behind a version already seen, even when the wall clock is
 * set back: a hybrid logical clock (Kulkarni et al., "Logical Physical Clocks", 2014). Any thread.
 */
public final class HybridClock {
    private static final int COUNTER_BITS = 16;

    private final Clock wallClock;
    private final int node;
    private final AtomicLong latest = new AtomicLong();

    /**
     * A clock that has seen no version yet.
     *
     * @param node the number of the node, part of the versions it makes
     */
    public HybridClock(Clock wallClock, int node) {
        this.wallClock = wallClock;
        this.node = node;
    }

    /** Returns a version newer than every one made or seen before. */
    public Version next() {
        long now = wallClock.millis() << COUNTER_BITS;
        return new Version(latest.updateAndGet(last -> Math.max(last + 1, now)), node);
    }

    /** Observes a version made elsewhere, or before the last restart. */
    public void observe(Version version) {
        latest.accumulateAndGet(version.clock(), Math::max);
    }
}
