package org.holdfast.engine.retained;

import java.util.List;
import java.util.function.Consumer;
import org.holdfast.engine.retained.tree.RetainedMessage;

/**
 * The persistent store of the retained messages. A port: the engine calls it from one thread at a time.
 *
 * <p>Every method throws {@link org.holdfast.engine.commit.StoreException} when the operation fails.
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
     * Deletes expired messages, which it finds through an index.
     *
     * @param now in milliseconds of the wall clock
     * @param limit the maximum number to delete in this call
     * @return the number of deleted messages; fewer than {@code limit} when no more are left
     */
    int purgeExpired(long now, int limit);
}
