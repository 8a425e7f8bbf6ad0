package org.holdfast.beans.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.holdfast.beans.store.row.StoredDelivery;
import org.holdfast.beans.store.row.StoredOwed;
import org.holdfast.beans.store.row.StoredReceived;
import org.holdfast.beans.store.row.StoredSession;
import org.holdfast.beans.store.row.StoredSubscription;
import org.holdfast.beans.store.row.TableBatch;
import org.holdfast.beans.store.row.Tables;
import org.holdfast.engine.session.store.SessionChange;
import org.holdfast.engine.session.store.SessionState;
import org.holdfast.engine.session.store.StateKey;

/** Writes changes of sessions in JDBC batches, in the transaction of the connection. Used by one thread, once. */
final class SessionBatch implements AutoCloseable {
    /** The approximate bytes of numbers and the hash of a filter. */
    private static final int KEY_SIZE = 64;

    private final TableBatch<StoredSession> sessions;
    private final TableBatch<StoredSubscription> subscriptions;
    private final TableBatch<StoredOwed> owed;
    private final TableBatch<StoredReceived> received;
    private final TableBatch<StoredDelivery> deliveries;

    SessionBatch(Connection connection, Tables tables) {
        sessions = new TableBatch<>(connection, tables.sessions());
        subscriptions = new TableBatch<>(connection, tables.subscriptions());
        owed = new TableBatch<>(connection, tables.owed());
        received = new TableBatch<>(connection, tables.received());
        deliveries = new TableBatch<>(connection, tables.deliveries());
    }

    /** Writes changes. Each key has at most one, so their order does not matter. */
    void write(List<SessionChange> changes) throws SQLException {
        Deletion deletion = new Deletion();
        Upsert upsert = new Upsert();
        for (SessionChange change : changes) {
            SessionState state = change.state();
            if (state == null) {
                change.key().accept(deletion);
            } else {
                state.accept(upsert);
            }
        }
        for (TableBatch<?> batch : List.of(sessions, subscriptions, owed, received, deliveries)) {
            batch.execute();
        }
    }

    /** Adds the deletion of what a key identifies. */
    private final class Deletion implements StateKey.Visitor<SQLException> {
        @Override
        public void session(StateKey.OfSession key) throws SQLException {
            sessions.delete(StoredSession.keyOf(key), KEY_SIZE);
        }

        @Override
        public void subscription(StateKey.OfSubscription key) throws SQLException {
            subscriptions.delete(StoredSubscription.keyOf(key), KEY_SIZE);
        }

        @Override
        public void owed(StateKey.OfOwed key) throws SQLException {
            owed.delete(StoredOwed.keyOf(key), KEY_SIZE);
        }

        @Override
        public void received(StateKey.OfReceived key) throws SQLException {
            received.delete(StoredReceived.keyOf(key), KEY_SIZE);
        }

        @Override
        public void delivery(StateKey.OfDelivery key) throws SQLException {
            deliveries.delete(StoredDelivery.keyOf(key), KEY_SIZE);
        }
    }

    /** Adds the insertion of a piece of state, or the update of the one with its key. */
    private final class Upsert implements SessionState.Visitor<SQLException> {
        @Override
        public void stored(SessionState.Stored session) throws SQLException {
            sessions.put(StoredSession.of(session), session.heapSize());
        }

        @Override
        public void subscribed(SessionState.Subscribed subscribed) throws SQLException {
            subscriptions.put(StoredSubscription.of(subscribed), subscribed.heapSize());
        }

        @Override
        public void owed(SessionState.Owed state) throws SQLException {
            owed.put(StoredOwed.of(state), state.heapSize());
        }

        @Override
        public void received(SessionState.Received state) throws SQLException {
            received.put(StoredReceived.of(state), state.heapSize());
        }

        @Override
        public void queued(SessionState.Queued queued) throws SQLException {
            deliveries.put(StoredDelivery.of(queued), queued.heapSize());
        }
    }

    @Override
    public void close() throws SQLException {
        try (sessions;
                subscriptions;
                owed;
                received;
                deliveries) {
            // all of them, also when one fails
        }
    }
}
