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
 * The store of retained messages, in transactions of JPA. For one thread at a time.
 *
 * <p>Rows are read and written without entities, on the transaction's own connection: it is the fastest way to write of those
 * measured (docs/benchmarks.md), and a read needs neither JPA objects nor a list of them.
 *
 * @param transaction the active one, or one for each call
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
