package org.holdfast.beans.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.holdfast.beans.store.row.StoredMessage;
import org.holdfast.beans.store.row.TableBatch;
import org.holdfast.beans.store.row.Tables;
import org.holdfast.engine.retained.RetainedChange;
import org.holdfast.engine.retained.tree.RetainedMessage;

/**
 * Writes changes of retained messages in JDBC batches, in the transaction of the connection.
 *
 * @param connection the connection of the transaction
 * @param tables in the dialect of the connection
 */
public record ChangeBatch(Connection connection, Tables tables) {
    /** Writes changes. Each topic has at most one, so their order does not matter. */
    public void write(List<RetainedChange> changes) throws SQLException {
        try (TableBatch<StoredMessage> batch = new TableBatch<>(connection, tables.messages())) {
            for (RetainedChange change : changes) {
                RetainedMessage retained = change.retained();
                if (retained == null) {
                    batch.delete(StoredMessage.keyOf(change.topic()), change.heapSize());
                } else {
                    batch.put(StoredMessage.of(retained), change.heapSize());
                }
            }
            batch.execute();
        }
    }
}
