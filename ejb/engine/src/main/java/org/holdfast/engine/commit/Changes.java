package org.holdfast.engine.commit;

/** Changes of one kind that wait for the store. */
public interface Changes {
    /** Takes everything out. Called on the flushing thread, while nobody is inside the {@link Gate}. */
    Batch take();

    /** What one flush has taken out. For the flushing thread. */
    interface Batch {
        /** The number of changes. */
        int size();

        /** Writes them, in the transaction that has begun. Throws {@link StoreException} when the store fails. */
        void write();

        /** They are in the store. */
        void committed();

        /** They are not in the store, or nobody knows: they wait again, unless there are newer ones. */
        void restore();
    }
}
