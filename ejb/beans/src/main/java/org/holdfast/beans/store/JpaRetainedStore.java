package org.holdfast.beans.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.holdfast.beans.store.connection.Dialect;
import org.holdfast.engine.retained.RetainedChange;
import org.holdfast.engine.retained.RetainedStore;
import org.holdfast.engine.retained.tree.RetainedMessage;

/**
 * Retained messages through JPA. For one thread at a time.
 *
 * <p>Rows are read and written past the entities, on the transaction's own connection: of the ways to write that were measured it
 * is the fastest (docs/benchmarks.md), and a read needs neither objects of JPA nor a list of them.
 *
 * @param transaction the one that is under way, or one for each call
 */
record JpaRetainedStore(CurrentTransaction transaction) implements RetainedStore {
    private static final String COUNT = "SELECT COUNT(m) FROM StoredMessage m";

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
            new ChangeBatch(connection, Dialect.of(connection)).write(changes);
            return true;
        });
    }

    @Override
    public int purgeExpired(long now, int limit) {
        return transaction.with("written", entityManager -> purge(entityManager.unwrap(Connection.class), now, limit));
    }

    private static int purge(Connection connection, long now, int limit) throws SQLException {
        try (PreparedStatement purge =
                connection.prepareStatement(Dialect.of(connection).purge())) {
            purge.setLong(1, now);
            purge.setInt(2, limit);
            return purge.executeUpdate();
        }
    }
}
