package org.holdfast.beans.store;

import java.sql.Connection;
import java.util.List;
import java.util.function.Consumer;
import org.holdfast.engine.session.store.SessionChange;
import org.holdfast.engine.session.store.SessionState;
import org.holdfast.engine.session.store.SessionStore;

/**
 * The store of sessions, by JDBC on the connection of the transaction in which JPA writes retained messages. For one thread at a
 * time.
 *
 * @param transaction the active one, or one for each call
 */
record JpaSessionStore(CurrentTransaction transaction) implements SessionStore {
    @Override
    public void readAll(Consumer<SessionState> consumer) {
        transaction.with("read", entityManager -> {
            new SessionRows(entityManager.unwrap(Connection.class)).readAll(consumer);
            return true;
        });
    }

    @Override
    public void write(List<SessionChange> changes) {
        transaction.with("written", entityManager -> {
            try (SessionBatch batch = new SessionBatch(entityManager.unwrap(Connection.class))) {
                batch.write(changes);
            }
            return true;
        });
    }
}
