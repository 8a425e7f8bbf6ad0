package org.holdfast.engine.session.store;

import java.util.List;
import java.util.function.Consumer;

/**
 * The persistent store of the sessions. A port: the engine calls it from one thread at a time.
 *
 * <p>Every method throws {@link org.holdfast.engine.commit.StoreException} when the operation fails.
 */
public interface SessionStore {
    /** Reads everything, as a stream: sessions first, deliveries in the order of their numbers. */
    void readAll(Consumer<SessionState> consumer);

    /** Writes changes, at most one for each key, in the transaction that has begun, or one of their own. */
    void write(List<SessionChange> changes);

    /** Stores nothing: all sessions end with the broker. */
    SessionStore NONE = new SessionStore() {
        @Override
        public void readAll(Consumer<SessionState> consumer) {}

        @Override
        public void write(List<SessionChange> changes) {}
    };
}
