package org.holdfast.beans.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.holdfast.beans.store.row.Tables;
import org.holdfast.engine.retained.tree.RetainedMessage;

/**
 * Reads all messages, in the transaction of a connection, a few at a time. For one call.
 *
 * <p>Each row has its own copy of a Client Identifier; the messages of one publisher share one copy, so that memory holds it once.
 */
public final class StoredRows {
    private static final int PUBLISHERS = 10_000;

    private final Connection connection;
    private final Map<String, String> publishers = new HashMap<>();

    public StoredRows(Connection connection) {
        this.connection = connection;
    }

    /**
     * Passes each message to the consumer once.
     *
     * @throws IllegalArgumentException if a row is damaged: no broker wrote it like this
     */
    public void forEach(Consumer<RetainedMessage> consumer) throws SQLException {
        Tables.of(connection).messages().readAll(connection, row -> consumer.accept(row.toRetained(this::shared)));
    }

    private String shared(String publisher) {
        if (publishers.size() == PUBLISHERS) {
            publishers.clear(); // as many publishers as topics have nothing to share
        }
        return publishers.computeIfAbsent(publisher, first -> first);
    }
}
