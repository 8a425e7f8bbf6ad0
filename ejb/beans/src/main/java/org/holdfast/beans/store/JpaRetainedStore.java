package org.holdfast.beans.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.persistence.config.QueryHints;
import org.eclipse.persistence.queries.CursoredStream;
import org.holdfast.engine.retained.RetainedChange;
import org.holdfast.engine.retained.RetainedMessage;
import org.holdfast.engine.retained.RetainedStore;

/**
 * Retained messages through JPA. For one thread at a time.
 *
 * <p>Reads are one query with a cursor, which makes unmanaged objects that can be forgotten at once. Writes go past the entities,
 * as a JDBC batch on the transaction's own connection: of the ways that were measured it is the fastest
 * (docs/benchmarks.md).
 *
 * @param transaction the one that is under way, or one for each call
 */
record JpaRetainedStore(CurrentTransaction transaction) implements RetainedStore {
    private static final int FETCH_SIZE = 500;
    private static final String COUNT = "SELECT COUNT(m) FROM StoredMessage m";
    private static final String ALL = """
            SELECT NEW org.holdfast.beans.store.StoredMessage(m.topic, m.payload, m.qos, m.properties, m.publisher,
                m.publishedAt, m.expiresAt, m.versionClock, m.versionNode)
            FROM StoredMessage m
            """;

    @Override
    public long count() {
        return transaction.with(
                "read",
                entityManager -> entityManager.createQuery(COUNT, Long.class).getSingleResult());
    }

    @Override
    public void readAll(Consumer<RetainedMessage> consumer) {
        transaction.with("read", entityManager -> {
            entityManager.unwrap(Connection.class); // the transaction's: without one PostgreSQL sends all rows at once
            CursoredStream rows = (CursoredStream) entityManager
                    .createQuery(ALL)
                    .setHint(QueryHints.CURSOR, true)
                    .setHint(QueryHints.CURSOR_PAGE_SIZE, FETCH_SIZE)
                    .setHint(QueryHints.JDBC_FETCH_SIZE, FETCH_SIZE)
                    .getSingleResult();
            while (rows.hasNext()) {
                consumer.accept(((StoredMessage) rows.next()).toRetained());
                rows.clear(); // a stream of JPA would keep all rows until its end
            }
            rows.close();
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
