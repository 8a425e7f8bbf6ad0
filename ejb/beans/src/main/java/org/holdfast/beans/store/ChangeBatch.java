package org.holdfast.beans.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import org.holdfast.engine.packet.Message;
import org.holdfast.engine.retained.RetainedChange;
import org.holdfast.engine.retained.RetainedMessage;

/**
 * Writes changes in JDBC batches, in the transaction of the connection.
 *
 * @param connection where
 * @param dialect how
 */
record ChangeBatch(Connection connection, Dialect dialect) {
    /** The driver copies what is in a batch: so many messages and bytes at a time. */
    private static final int ROWS = 1_000;

    private static final int BYTES = 4 << 20;

    /** Writes them. As each topic has one change at most, their order does not matter. */
    void write(List<RetainedChange> changes) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement(dialect.upsert());
                PreparedStatement delete = connection.prepareStatement(dialect.delete())) {
            int rows = 0;
            long bytes = 0;
            for (RetainedChange change : changes) {
                bytes += add(change, upsert, delete);
                if (++rows == ROWS || bytes >= BYTES) {
                    execute(upsert, delete);
                    rows = 0;
                    bytes = 0;
                }
            }
            execute(upsert, delete);
        }
    }

    private static long add(RetainedChange change, PreparedStatement upsert, PreparedStatement delete)
            throws SQLException {
        if (change instanceof RetainedChange.Set set) {
            bind(upsert, set.retained());
            upsert.addBatch();
            return set.retained().message().heapSize();
        }
        delete.setString(1, change.topic().value());
        delete.addBatch();
        return change.topic().encodedLength();
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

    private static void execute(PreparedStatement upsert, PreparedStatement delete) throws SQLException {
        upsert.executeBatch();
        delete.executeBatch();
    }
}
