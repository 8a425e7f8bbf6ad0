package org.holdfast.engine.retained;

/** The store for tests is held to the contract too. */
class MemoryRetainedStoreTest extends RetainedStoreContract {
    private final RetainedStore store = new MemoryRetainedStore();

    @Override
    protected RetainedStore store() {
        return store;
    }
}
