package org.holdfast.engine.memory;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that clients may take together, in bytes of heap: sessions, subscriptions, Wills, messages that wait or are
 * in flight, and what has not been sent yet. Any thread.
 *
 * <p>Beyond the maximum nothing new is begun, and whoever takes most is made to give.
 */
public final class MemoryBudget {
    /** A budget without limit. */
    public static final MemoryBudget UNLIMITED = new MemoryBudget(Long.MAX_VALUE);

    /** Relief ends when this part of the maximum is free again. */
    private static final int FREE_AFTERWARDS = 8;

    private final long maximum;
    private final AtomicLong used = new AtomicLong();
    private final AtomicBoolean isRelieved = new AtomicBoolean();
    private volatile Runnable relief = () -> {};

    /** @param maximum in bytes */
    public MemoryBudget(long maximum) {
        this.maximum = maximum;
    }

    /**
     * Sets what frees memory when the maximum is taken, from the next shortage on. It runs on the thread that notices it, must not block, and says
     * {@link #relieved} when it is done.
     */
    public void onShortage(Runnable task) {
        relief = task;
        relieved();
    }

    /** The bytes in use. */
    public long used() {
        return used.get();
    }

    /** The bytes that may be used. */
    public long maximum() {
        return maximum;
    }

    /** Whether nothing new should be begun; if so, relief is asked for. */
    public boolean isExhausted() {
        boolean isExhausted = used.get() >= maximum;
        if (isExhausted) {
            relieve();
        }
        return isExhausted;
    }

    private void relieve() {
        if (isRelieved.compareAndSet(false, true)) {
            relief.run();
        }
    }

    /** How many bytes should be given back. */
    public long excess() {
        return Math.max(0, used.get() - (maximum - maximum / FREE_AFTERWARDS));
    }

    /** Takes bytes, or gives them back if negative. */
    void add(long bytes) {
        long now = used.addAndGet(bytes);
        if (bytes > 0 && now >= maximum) {
            relieve();
        }
    }

    /** Called when the relief is done: the next shortage starts another one. */
    public void relieved() {
        isRelieved.set(false);
    }
}
