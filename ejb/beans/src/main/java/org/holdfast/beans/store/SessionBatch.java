package org.holdfast.beans.store;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.holdfast.engine.access.Sha256;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.packet.Will;
import org.holdfast.engine.routing.Delivery;
import org.holdfast.engine.routing.Identifiers;
import org.holdfast.engine.session.store.SessionChange;
import org.holdfast.engine.session.store.SessionState;
import org.holdfast.engine.session.store.StateKey;
import org.holdfast.engine.topic.TopicFilter;
import org.holdfast.engine.topic.TopicName;

/** Writes changes of sessions in JDBC batches, in the transaction of the connection. Used by one thread, once. */
final class SessionBatch implements AutoCloseable {
    private final Map<SessionTable, BatchedStatement> upserts = new EnumMap<>(SessionTable.class);
    private final Map<SessionTable, BatchedStatement> deletes = new EnumMap<>(SessionTable.class);

    SessionBatch(Connection connection) {
        for (SessionTable table : SessionTable.values()) {
            upserts.put(table, new BatchedStatement(connection, table.upsert()));
            deletes.put(table, new BatchedStatement(connection, table.delete()));
        }
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
        for (BatchedStatement statement : deletes.values()) {
            statement.execute();
        }
        for (BatchedStatement statement : upserts.values()) {
            statement.execute();
        }
    }

    /** Adds the deletion of what a key identifies. */
    private final class Deletion implements StateKey.Visitor<SQLException> {
        @Override
        public void session(StateKey.OfSession key) throws SQLException {
            delete(SessionTable.SESSION, row -> row.setLong(1, key.session()));
        }

        @Override
        public void subscription(StateKey.OfSubscription key) throws SQLException {
            delete(SessionTable.SUBSCRIPTION, row -> bindKey(row, key.session(), key.filter()));
        }

        @Override
        public void owed(StateKey.OfOwed key) throws SQLException {
            delete(SessionTable.OWED, row -> bindKey(row, key.session(), key.filter()));
        }

        @Override
        public void received(StateKey.OfReceived key) throws SQLException {
            delete(SessionTable.RECEIVED, row -> {
                row.setLong(1, key.session());
                row.setInt(2, key.packetId());
            });
        }

        @Override
        public void delivery(StateKey.OfDelivery key) throws SQLException {
            delete(SessionTable.DELIVERY, row -> row.setLong(1, key.number()));
        }

        private void delete(SessionTable table, BatchedStatement.Row row) throws SQLException {
            statement(deletes, table).add(row, 16);
        }
    }

    /** Adds the insertion of a piece of state, or the update of the one with its key. */
    private final class Upsert implements SessionState.Visitor<SQLException> {
        @Override
        public void stored(SessionState.Stored session) throws SQLException {
            upsert(SessionTable.SESSION, session, row -> bind(row, session));
        }

        @Override
        public void subscribed(SessionState.Subscribed subscribed) throws SQLException {
            upsert(SessionTable.SUBSCRIPTION, subscribed, row -> bind(row, subscribed));
        }

        @Override
        public void owed(SessionState.Owed owed) throws SQLException {
            upsert(SessionTable.OWED, owed, row -> bind(row, owed));
        }

        @Override
        public void received(SessionState.Received received) throws SQLException {
            upsert(SessionTable.RECEIVED, received, row -> {
                row.setLong(1, received.session());
                row.setInt(2, received.packetId());
            });
        }

        @Override
        public void queued(SessionState.Queued queued) throws SQLException {
            upsert(SessionTable.DELIVERY, queued, row -> bind(row, queued));
        }

        private void upsert(SessionTable table, SessionState state, BatchedStatement.Row row) throws SQLException {
            statement(upserts, table).add(row, state.heapSize());
        }
    }

    private static BatchedStatement statement(Map<SessionTable, BatchedStatement> statements, SessionTable table) {
        BatchedStatement statement = statements.get(table);
        if (statement == null) {
            throw new IllegalStateException("no statement for " + table);
        }
        return statement;
    }

    private static void bind(PreparedStatement row, SessionState.Stored session) throws SQLException {
        row.setLong(1, session.session());
        row.setString(2, session.clientId());
        row.setLong(3, session.expiryInterval());
        row.setLong(4, session.expiresAt());
        row.setLong(5, session.willAt());
        Will will = session.will();
        if (will == null) {
            setNull(row, 6, 12);
        } else {
            row.setString(6, will.topic().value());
            row.setBytes(7, will.payload().bytes());
            row.setInt(8, will.qos().value());
            row.setInt(9, will.retain() ? 1 : 0);
            row.setBytes(10, will.properties().encoded());
            row.setLong(11, will.expiryInterval());
            row.setLong(12, will.delayInterval());
        }
    }

    private static void bind(PreparedStatement row, SessionState.Subscribed subscribed) throws SQLException {
        bindKey(row, subscribed.session(), subscribed.filter());
        row.setString(3, subscribed.filter().value());
        row.setInt(4, subscribed.qos().value());
        row.setInt(5, subscribed.noLocal() ? 1 : 0);
        row.setInt(6, subscribed.retainAsPublished() ? 1 : 0);
        row.setString(7, subscribed.retainHandling().name());
        row.setInt(8, subscribed.identifier());
    }

    private static void bind(PreparedStatement row, SessionState.Owed owed) throws SQLException {
        bindKey(row, owed.session(), owed.filter());
        row.setString(3, owed.filter().value());
        TopicName after = owed.after();
        row.setString(4, after == null ? null : after.value());
    }

    private static void bindKey(PreparedStatement row, long session, TopicFilter filter) throws SQLException {
        row.setLong(1, session);
        row.setBytes(2, sha256(filter));
    }

    private static void bind(PreparedStatement row, SessionState.Queued queued) throws SQLException {
        row.setLong(1, queued.number());
        row.setLong(2, queued.session());
        row.setInt(3, queued.packetId());
        row.setLong(16, queued.begunAt());
        Delivery delivery = queued.delivery();
        if (delivery == null) {
            setNull(row, 4, 15);
            return;
        }
        row.setInt(4, delivery.qos().value());
        row.setInt(5, delivery.retain() ? 1 : 0);
        row.setString(6, inWords(delivery.identifiers()));
        TopicFilter shared = delivery.shared();
        row.setString(7, shared == null ? null : shared.value());
        Message message = delivery.message();
        row.setString(8, message.topic().value());
        row.setBytes(9, message.payload().bytes());
        row.setInt(10, message.qos().value());
        row.setInt(11, message.retain() ? 1 : 0);
        row.setBytes(12, message.properties().encoded());
        row.setString(13, message.publisher());
        row.setLong(14, message.publishedAt());
        row.setLong(15, message.expiresAt());
    }

    /** Sets untyped nulls, which PostgreSQL accepts for a column of any type. */
    private static void setNull(PreparedStatement row, int first, int last) throws SQLException {
        for (int column = first; column <= last; column++) {
            row.setNull(column, Types.NULL);
        }
    }

    private static String inWords(Identifiers identifiers) {
        return IntStream.range(0, identifiers.size())
                .mapToObj(i -> Integer.toString(identifiers.get(i)))
                .collect(Collectors.joining(","));
    }

    private static byte[] sha256(TopicFilter filter) {
        return Sha256.hash(filter.value().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws SQLException {
        for (SessionTable table : SessionTable.values()) {
            statement(upserts, table).close();
            statement(deletes, table).close();
        }
    }
}
