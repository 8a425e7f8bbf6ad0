package org.holdfast.beans.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.holdfast.beans.store.connection.Dialect;
import org.holdfast.beans.store.row.StoredMessage;
import org.holdfast.beans.store.row.TableBatch;
import org.holdfast.beans.store.row.Tables;
import org.holdfast.engine.retained.RetainedChange;
import org.holdfast.engine.retained.RetainedStore;
import org.holdfast.engine.retained.tree.RetainedMessage;
import org.holdfast.engine.topic.TopicName;

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
    private static final String EXPIRED =
            "SELECT m.topic FROM StoredMessage m WHERE m.expiresAt <= :now ORDER BY m.expiresAt";

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
            new ChangeBatch(connection, tables(connection)).write(changes);
            return true;
        });
    }

    @Override
    public int purgeExpired(long now, int limit) {
        return transaction.with("written", entityManager -> {
            List<String> expired = entityManager
                    .createQuery(EXPIRED, String.class)
                    .setParameter("now", now)
                    .setMaxResults(limit)
                    .getResultList();
            delete(expired, entityManager.unwrap(Connection.class));
            return expired.size();
        });
    }

    private static void delete(List<String> topics, Connection connection) throws SQLException {
        try (TableBatch<StoredMessage> batch =
                new TableBatch<>(connection, tables(connection).messages())) {
            for (String topic : topics) {
                batch.delete(StoredMessage.keyOf(TopicName.of(topic)));
            }
            batch.execute();
        }
    }

    private static Tables tables(Connection connection) throws SQLException {
        return Tables.in(Dialect.of(connection));
    }
}
