package org.holdfast.engine.session.store;

import org.jspecify.annotations.Nullable;

/**
 * What a flush writes for one piece of Session State. Immutable.
 *
 * @param state what it is from now on; null when it is gone
 * @param isNew whether the store has never been given anything under this key
 */
public record SessionChange(StateKey key, @Nullable SessionState state, boolean isNew) {
    /** About how many bytes of heap the change holds. */
    int heapSize() {
        return 64 + (state == null ? 0 : state.heapSize());
    }

    /** The same after a try that may have reached the store, or not. */
    SessionChange tried() {
        return new SessionChange(key, state, false);
    }
}
