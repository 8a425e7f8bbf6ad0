package org.holdfast.engine.retained;

import java.util.List;
import java.util.function.Consumer;
import org.holdfast.engine.retained.tree.RetainedMessage;

/**
 * Where retained messages survive a restart. A port: the engine calls it from one thread at a time.
 *
 * <p>Every method throws {@link org.holdfast.engine.commit.StoreException} when the store does not do what was asked.
 */
public interface RetainedStore {
    /** The number of messages {@link #readAll} will read, expired ones included. */
    long count();

    /**
     * Reads every message, in no particular order, as a stream that holds only a few of them at a time.
     *
     * @param consumer is called once for each message
     */
    void readAll(Consumer<RetainedMessage> consumer);

    /**
     * Writes changes, at most one for each topic, in the transaction that has begun, or one of their own.
     */
    void write(List<RetainedChange> changes);

    /**
     * Deletes messages whose expiry is over, found through an index.
     *
     * @param now in milliseconds of the wall clock
     * @param limit the most to delete in this call
     * @return how many were deleted; fewer than {@code limit} when no more are left
     */
    int purgeExpired(long now, int limit);
}
