package org.holdfast.beans.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.message.Payload;
import org.holdfast.engine.message.Properties;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.message.RetainHandling;
import org.holdfast.engine.packet.Will;
import org.holdfast.engine.routing.Delivery;
import org.holdfast.engine.routing.Identifiers;
import org.holdfast.engine.session.store.SessionState;
import org.holdfast.engine.topic.TopicFilter;
import org.holdfast.engine.topic.TopicName;
import org.jspecify.annotations.Nullable;

/**
 * Reads sessions, row by row, in the transaction of the connection.
 *
 * @param connection the connection of the transaction
 */
record SessionRows(Connection connection) {
    private static final int FETCH_SIZE = 500;

    /** Converts the current row of a result. */
    @FunctionalInterface
    private interface Row {
        SessionState state(ResultSet row) throws SQLException;
    }

    /** Reads everything: sessions first, deliveries in the order of their numbers. */
    void readAll(Consumer<SessionState> consumer) throws SQLException {
        read(SessionTable.SESSION, SessionRows::session, consumer);
        read(SessionTable.SUBSCRIPTION, SessionRows::subscription, consumer);
        read(SessionTable.OWED, SessionRows::owed, consumer);
        read(SessionTable.RECEIVED, row -> new SessionState.Received(row.getLong(1), row.getInt(2)), consumer);
        read(SessionTable.DELIVERY, SessionRows::queued, consumer);
    }

    private void read(SessionTable table, Row row, Consumer<SessionState> consumer) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(table.selectAll())) {
            select.setFetchSize(FETCH_SIZE);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    consumer.accept(row.state(rows));
                }
            }
        }
    }

    private static SessionState session(ResultSet row) throws SQLException {
        return new SessionState.Stored(
                row.getLong(1), row.getString(2), row.getLong(3), row.getLong(4), will(row), row.getLong(5));
    }

    private static @Nullable Will will(ResultSet row) throws SQLException {
        String topic = row.getString(6);
        return topic == null
                ? null
                : new Will(
                        TopicName.of(topic),
                        Payload.of(row.getBytes(7)),
                        QoS.of(row.getInt(8)),
                        row.getInt(9) == 1,
                        Properties.decode(row.getBytes(10)),
                        row.getLong(11),
                        row.getLong(12));
    }

    private static SessionState subscription(ResultSet row) throws SQLException {
        return new SessionState.Subscribed(
                row.getLong(1),
                TopicFilter.of(row.getString(3)),
                QoS.of(row.getInt(4)),
                row.getInt(5) == 1,
                row.getInt(6) == 1,
                RetainHandling.valueOf(row.getString(7)),
                row.getInt(8));
    }

    private static SessionState owed(ResultSet row) throws SQLException {
        String after = row.getString(4);
        return new SessionState.Owed(
                row.getLong(1), TopicFilter.of(row.getString(3)), after == null ? null : TopicName.of(after));
    }

    private static SessionState queued(ResultSet row) throws SQLException {
        long number = row.getLong(1);
        return new SessionState.Queued(row.getLong(2), number, delivery(row, number), row.getInt(3), row.getLong(16));
    }

    private static @Nullable Delivery delivery(ResultSet row, long number) throws SQLException {
        String topic = row.getString(8);
        if (topic == null) {
            return null;
        }
        String shared = row.getString(7);
        return new Delivery(
                message(row, TopicName.of(topic)),
                QoS.of(row.getInt(4)),
                row.getInt(5) == 1,
                identifiers(row.getString(6)),
                shared == null ? null : TopicFilter.of(shared),
                number);
    }

    private static Message message(ResultSet row, TopicName topic) throws SQLException {
        return new Message(
                topic,
                Payload.of(row.getBytes(9)),
                QoS.of(row.getInt(10)),
                row.getInt(11) == 1,
                Properties.decode(row.getBytes(12)),
                row.getLong(15),
                row.getLong(14),
                row.getString(13));
    }

    private static Identifiers identifiers(String inWords) {
        return Stream.of(inWords.split(","))
                .filter(identifier -> !identifier.isEmpty())
                .map(identifier -> Identifiers.of(Integer.parseInt(identifier)))
                .reduce(Identifiers.NONE, Identifiers::and);
    }
}
