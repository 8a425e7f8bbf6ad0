package org.holdfast.engine.loop;

/**
 * The share of an event loop's time that one task may take before others run, in steps: visiting a node of a tree is
 * one step. Longer work does a part in each turn. Not thread-safe.
 */
public final class Turn {
    private final long steps;
    private long left;

    private Turn(long steps) {
        this.steps = steps;
        left = steps;
    }

    /** Returns a turn of at most this many steps. */
    public static Turn of(int steps) {
        return new Turn(steps);
    }

    /** Returns a turn without end, for a thread that nobody waits for. */
    public static Turn endless() {
        return new Turn(Long.MAX_VALUE);
    }

    /** Begins the next turn. */
    public void begin() {
        left = steps;
    }

    /** Takes steps; the last ones may exceed the turn. */
    public void take(int taken) {
        left -= taken;
    }

    /** Whether other tasks should run now. */
    public boolean isOver() {
        return left <= 0;
    }
}
