package org.holdfast.engine.commit;

/** Makes several writes to the store one transaction. A port: the engine calls it from one thread at a time. */
public interface Transactor {
    /** Runs each call without a transaction, for stores that cannot fail in between. */
    Transactor NONE = Runnable::run;

    /**
     * Runs the writes in a transaction. When this returns everything is committed, as durable as the store can make it; when
     * it throws {@link StoreException}, nothing counts as written.
     */
    void commit(Runnable writes);
}
