package org.holdfast.beans.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import org.holdfast.beans.store.connection.Dialect;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.retained.RetainedChange;
import org.holdfast.engine.retained.tree.RetainedMessage;

/**
 * Writes changes of retained messages in JDBC batches, in the transaction of the connection.
 *
 * @param connection the connection of the transaction
 * @param dialect the SQL dialect
 */
public record ChangeBatch(Connection connection, Dialect dialect) {
    /** Writes changes. Each topic has at most one, so their order does not matter. */
    public void write(List<RetainedChange> changes) throws SQLException {
        try (BatchedStatement upsert = new BatchedStatement(connection, dialect.upsert());
                BatchedStatement delete = new BatchedStatement(connection, dialect.delete())) {
            for (RetainedChange change : changes) {
                RetainedMessage retained = change.retained();
                if (retained == null) {
                    delete.add(row -> row.setString(1, change.topic().value()), change.heapSize());
                } else {
                    upsert.add(row -> bind(row, retained), change.heapSize());
                }
            }
            upsert.execute();
            delete.execute();
        }
    }

    private static void bind(PreparedStatement upsert, RetainedMessage retained) throws SQLException {
        Message message = retained.message();
        upsert.setString(1, message.topic().value());
        upsert.setBytes(2, message.payload().bytes());
        upsert.setInt(3, message.qos().value());
        upsert.setBytes(4, message.properties().encoded());
        upsert.setString(5, message.publisher());
        upsert.setLong(6, message.publishedAt());
        if (message.expires()) {
            upsert.setLong(7, message.expiresAt());
        } else {
            upsert.setNull(7, Types.BIGINT);
        }
        upsert.setLong(8, retained.version().clock());
        upsert.setInt(9, retained.version().node());
    }
}
