package org.holdfast.beans.store;

import java.sql.Connection;
import java.util.List;
import java.util.function.Consumer;
import org.holdfast.engine.session.store.SessionChange;
import org.holdfast.engine.session.store.SessionState;
import org.holdfast.engine.session.store.SessionStore;

/**
 * Sessions by JDBC, on the connection of the transaction that JPA writes retained messages in. For one thread at a time.
 *
 * @param transaction the one that is under way, or one for each call
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
