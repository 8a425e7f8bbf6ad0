package org.holdfast.engine.commit;

/** Changes of one kind that wait for the store. */
public interface Changes {
    /** Takes all changes. Called on the flushing thread, while no thread is inside the {@link Gate}. */
    Batch take();

    /** The changes of one flush. For the flushing thread. */
    interface Batch {
        /** The number of changes. */
        int size();

        /** Writes them, in the transaction that has begun. Throws {@link StoreException} when the store fails. */
        void write();

        /** Called when they are committed. */
        void committed();

        /** Called when they are not in the store, or may not be: they wait again, unless there are newer ones. */
        void restore();
    }
}
