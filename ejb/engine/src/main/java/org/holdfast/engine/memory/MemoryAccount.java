package org.holdfast.engine.memory;

import org.holdfast.engine.message.Payload;

/**
 * What one session takes of a {@link MemoryBudget}. Owned by its event loop; {@link #weight} may be called by any thread.
 *
 * <p>It reports to the budget in steps, which are larger the more it holds, so that a message that comes and goes costs two additions. A large payload counts in
 * the account of each session that waits for it, and in the budget once.
 */
public final class MemoryAccount {
    private static final long STEP = 1 << 10;

    /** What is held may be a part of it more or less than reported: all event loops write to the budget. */
    private static final int PART = 8;

    private final MemoryBudget budget;
    private long bytes;
    private long reportedBytes;
    private long weight;
    private long step = STEP;
    private volatile long reportedWeight;
    private boolean closed;

    /** @param bytes the session takes without messages */
    public MemoryAccount(MemoryBudget budget, int bytes) {
        this.budget = budget;
        take(bytes);
    }

    /** Takes bytes of the budget, or gives them back if negative. */
    public void take(long taken) {
        add(taken, taken);
    }

    /**
     * Takes the memory of a message.
     *
     * @param payload its payload
     * @param size its bytes of heap, with the payload
     */
    public void take(Payload payload, int size) {
        int common = payload.sharedSize();
        if (common > 0 && !closed) {
            budget.add(payload.hold());
        }
        add(size - common, size);
    }

    /** Gives the memory of a message back; see {@link #take(Payload, int)}. */
    public void give(Payload payload, int size) {
        int common = payload.sharedSize();
        if (common > 0 && !closed) {
            budget.add(-payload.release());
        }
        add(common - size, -size);
    }

    private void add(long ofBytes, long ofWeight) {
        if (closed) {
            return;
        }
        bytes += ofBytes;
        weight += ofWeight;
        if (Math.abs(weight - reportedWeight) >= step) {
            report();
        }
    }

    private void report() {
        long change = bytes - reportedBytes;
        reportedBytes = bytes;
        reportedWeight = weight;
        step = STEP + weight / PART;
        budget.add(change);
    }

    /** Gives back what is left; messages must have been given back before. Nothing counts afterwards. */
    public void close() {
        bytes = 0;
        weight = 0;
        report();
        closed = true;
    }

    /** The bytes of heap that the session holds, to within an eighth and a KiB. */
    public long weight() {
        return reportedWeight;
    }

    /** Whether nothing new should be begun by anyone. */
    public boolean isBudgetExhausted() {
        return budget.isExhausted();
    }
}
