package org.holdfast.engine.session.store;

import org.jspecify.annotations.Nullable;

/**
 * A change of one piece of Session State, as a flush writes it. Immutable.
 *
 * @param state the new state; null when it is deleted
 * @param isNew whether nothing has ever been written under this key
 */
public record SessionChange(StateKey key, @Nullable SessionState state, boolean isNew) {
    /** The approximate bytes of heap of the change. */
    int heapSize() {
        return 64 + (state == null ? 0 : state.heapSize());
    }

    /** Returns this change after an attempt that may or may not have reached the store. */
    SessionChange tried() {
        return new SessionChange(key, state, false);
    }
}
