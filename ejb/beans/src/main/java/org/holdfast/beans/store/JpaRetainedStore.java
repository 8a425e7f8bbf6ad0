package org.holdfast.beans.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.holdfast.beans.store.connection.Dialect;
import org.holdfast.beans.store.row.StoredMessage;
import org.holdfast.beans.store.row.Tables;
import org.holdfast.engine.retained.RetainedChange;
import org.holdfast.engine.retained.RetainedStore;
import org.holdfast.engine.retained.tree.RetainedMessage;

/**
 * The store of retained messages, in transactions of JPA. For one thread at a time.
 *
 * <p>All rows are read, and changes written, by JDBC on the transaction's own connection, as the entity maps them: it is the
 * fastest way of those measured (docs/benchmarks.md), and a read needs neither JPA's copies nor a list of them.
 *
 * @param transaction the active one, or one for each call
 */
record JpaRetainedStore(CurrentTransaction transaction) implements RetainedStore {
    private static final String COUNT = "SELECT COUNT(m) FROM StoredMessage m";
    private static final String PURGE = "DELETE FROM " + StoredMessage.TABLE + " WHERE %1$s IN (SELECT %1$s FROM "
            + StoredMessage.TABLE + " WHERE " + StoredMessage.EXPIRES_AT + " <= ? ORDER BY " + StoredMessage.EXPIRES_AT
            + " LIMIT ?)";

    @Override
    public long count() {
        return transaction.with(
                "read",
                entityManager -> entityManager.createQuery(COUNT, Long.class).getSingleResult());
    }

    @Override
    public void readAll(Consumer<RetainedMessage> consumer) {
        transaction.with("read", entityManager -> {
            new StoredRows(entityManager.unwrap(Connection.class)).forEach(consumer);
            return true;
        });
    }

    @Override
    public void write(List<RetainedChange> changes) {
        transaction.with("written", entityManager -> {
            Connection connection = entityManager.unwrap(Connection.class);
            new ChangeBatch(connection, Tables.of(connection)).write(changes);
            return true;
        });
    }

    @Override
    public int purgeExpired(long now, int limit) {
        return transaction.with("written", entityManager -> purge(entityManager.unwrap(Connection.class), now, limit));
    }

    /** In one statement: a transaction of SQLite that has read cannot write any more once another one has written. */
    private static int purge(Connection connection, long now, int limit) throws SQLException {
        String key = Dialect.of(connection).textInKey(StoredMessage.TOPIC);
        try (PreparedStatement purge = connection.prepareStatement(PURGE.formatted(key))) {
            purge.setLong(1, now);
            purge.setInt(2, limit);
            return purge.executeUpdate();
        }
    }
}
