package org.holdfast.beans.store.row;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Writes rows of one table in JDBC batches, in the transaction of the connection. Used by one thread, once.
 *
 * @param <E> the entity of the table
 */
public final class TableBatch<E> implements AutoCloseable {
    private final EntityTable<E> table;
    private final BatchedStatement upserts;
    private final BatchedStatement deletions;

    public TableBatch(Connection connection, EntityTable<E> table) {
        this.table = table;
        upserts = new BatchedStatement(connection, table.upsert());
        deletions = new BatchedStatement(connection, table.delete());
    }

    /** Adds a row to insert, or to put in place of the one with its key, of approximately this size in bytes. */
    public void put(E row, long size) throws SQLException {
        upserts.add(statement -> table.bind(statement, row), size);
    }

    /** Adds the deletion of the row with the key of this one, which takes approximately this size in bytes. */
    public void delete(E key, long size) throws SQLException {
        deletions.add(statement -> table.bindKey(statement, key), size);
    }

    /** Executes everything added since the last time, deletions first. A key may have been added only once. */
    public void execute() throws SQLException {
        deletions.execute();
        upserts.execute();
    }

    @Override
    public void close() throws SQLException {
        try (upserts;
                deletions) {
            // both, also when one fails
        }
    }
}
