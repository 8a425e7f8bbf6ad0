package org.holdfast.beans.store.row;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A statement that is executed for many rows at once, prepared for the first row. Used by one thread. */
final class BatchedStatement implements AutoCloseable {
    /** The limits of a batch, whose content the driver copies. */
    private static final int ROWS = 1_000;

    private static final int BYTES = 4 << 20;

    private final Connection connection;
    private final String sql;
    private @Nullable PreparedStatement statement;
    private int rows;
    private long bytes;

    BatchedStatement(Connection connection, String sql) {
        this.connection = connection;
        this.sql = sql;
    }

    /** Sets the parameters of one row. */
    @FunctionalInterface
    interface Row {
        void bind(PreparedStatement statement) throws SQLException;
    }

    /** Adds a row of approximately this size in bytes. */
    void add(Row row, long size) throws SQLException {
        PreparedStatement prepared = statement;
        if (prepared == null) {
            statement = prepared = connection.prepareStatement(sql);
        }
        row.bind(prepared);
        prepared.addBatch();
        bytes += size;
        if (++rows == ROWS || bytes >= BYTES) {
            execute();
        }
    }

    /** Executes the rows added since the last execution. */
    void execute() throws SQLException {
        if (statement != null && rows > 0) {
            statement.executeBatch();
            rows = 0;
            bytes = 0;
        }
    }

    @Override
    public void close() throws SQLException {
        if (statement != null) {
            statement.close();
        }
    }
}
