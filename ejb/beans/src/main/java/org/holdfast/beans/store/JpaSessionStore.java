package org.holdfast.beans.store;

import java.sql.Connection;
import java.util.List;
import java.util.function.Consumer;
import org.holdfast.beans.store.row.Tables;
import org.holdfast.engine.session.store.SessionChange;
import org.holdfast.engine.session.store.SessionState;
import org.holdfast.engine.session.store.SessionStore;

/**
 * The store of sessions, by JDBC on the connection of the transaction in which retained messages are written. For one thread at a
 * time.
 *
 * @param transaction the active one, or one for each call
 */
record JpaSessionStore(CurrentTransaction transaction) implements SessionStore {
    @Override
    public void readAll(Consumer<SessionState> consumer) {
        transaction.with("read", entityManager -> {
            Connection connection = entityManager.unwrap(Connection.class);
            Tables tables = Tables.of(connection);
            tables.sessions().readInOrder(connection, row -> consumer.accept(row.toState()));
            tables.subscriptions().readInOrder(connection, row -> consumer.accept(row.toState()));
            tables.owed().readInOrder(connection, row -> consumer.accept(row.toState()));
            tables.received().readInOrder(connection, row -> consumer.accept(row.toState()));
            tables.deliveries().readInOrder(connection, row -> consumer.accept(row.toState()));
            return true;
        });
    }

    @Override
    public void write(List<SessionChange> changes) {
        transaction.with("written", entityManager -> {
            Connection connection = entityManager.unwrap(Connection.class);
            try (SessionBatch batch = new SessionBatch(connection, Tables.of(connection))) {
                batch.write(changes);
            }
            return true;
        });
    }
}
