package org.holdfast.beans.store.row;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.holdfast.beans.store.connection.Dialect;

/** The broker's tables in one dialect. Immutable; any thread. */
public record Tables(
        EntityTable<StoredMessage> messages,
        EntityTable<StoredSession> sessions,
        EntityTable<StoredSubscription> subscriptions,
        EntityTable<StoredOwed> owed,
        EntityTable<StoredReceived> received,
        EntityTable<StoredDelivery> deliveries) {
    private static final Map<Dialect, Tables> ALL = new EnumMap<>(Dialect.class);

    static {
        for (Dialect dialect : Dialect.values()) {
            ALL.put(
                    dialect,
                    new Tables(
                            new EntityTable<>(StoredMessage.class, StoredMessage::new, dialect),
                            new EntityTable<>(StoredSession.class, StoredSession::new, dialect),
                            new EntityTable<>(StoredSubscription.class, StoredSubscription::new, dialect),
                            new EntityTable<>(StoredOwed.class, StoredOwed::new, dialect),
                            new EntityTable<>(StoredReceived.class, StoredReceived::new, dialect),
                            new EntityTable<>(StoredDelivery.class, StoredDelivery::new, dialect)));
        }
    }

    /** Returns the tables in the dialect of a connection. */
    public static Tables of(Connection connection) throws SQLException {
        return in(Dialect.of(connection));
    }

    /** Returns the tables in a dialect. */
    public static Tables in(Dialect dialect) {
        return Objects.requireNonNull(ALL.get(dialect));
    }
}
