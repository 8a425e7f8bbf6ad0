package org.holdfast.beans.store.offline;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.holdfast.beans.store.ChangeBatch;
import org.holdfast.beans.store.connection.DatabaseException;
import org.holdfast.beans.store.connection.Dialect;
import org.holdfast.beans.store.connection.Failures;
import org.holdfast.beans.store.row.StoredMessage;
import org.holdfast.beans.store.row.Tables;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.retained.HybridClock;
import org.holdfast.engine.retained.RetainedChange;
import org.holdfast.engine.retained.tree.RetainedMessage;
import org.holdfast.engine.retained.tree.Version;
import org.holdfast.engine.topic.TopicName;
import org.jspecify.annotations.Nullable;

/**
 * Imports messages into a database, all of them or none. Of several messages with one topic the last one is kept. Holds only a few
 * messages at a time. Belongs to the thread of its {@link OfflineDatabase}.
 *
 * <p>The rows of this import are distinguished from earlier ones by their version, which is not older than the first one of this
 * import.
 */
public final class ImportTransaction {
    private static final String NEWEST = "SELECT max(" + StoredMessage.VERSION_CLOCK + ") FROM " + StoredMessage.TABLE;
    private static final String OF_THIS_IMPORT = " AND " + StoredMessage.VERSION_CLOCK + " >= ?";
    private static final int MESSAGES = 500;
    private static final long BYTES = 4 << 20;

    private final Connection connection;
    private final String location;
    private final Dialect dialect;
    private final Tables tables;
    private final Clock clock;
    private final HybridClock versions;
    private final Version first;
    private final Existing existing;
    private final Map<TopicName, Message> waiting = new LinkedHashMap<>();
    private long waitingBytes;
    private long imported;
    private long replaced;
    private long kept;
    private long repeated;

    /** What to do with a message that the database already has for a topic. */
    public enum Existing {
        /** The imported message replaces it. */
        REPLACE,
        /** It is kept, and the imported message is skipped. */
        KEEP
    }

    /**
     * The outcome of an import, in numbers of messages.
     *
     * @param imported those whose topic had none
     * @param replaced those that replaced one
     * @param kept those skipped, because there was one
     * @param repeated those with the topic of another one of this import, of which the last one was kept
     */
    public record Outcome(long imported, long replaced, long kept, long repeated) {}

    private ImportTransaction(Connection connection, String location, Clock clock, int node, Existing existing)
            throws SQLException {
        this.connection = connection;
        this.location = location;
        this.clock = clock;
        this.existing = existing;
        dialect = Dialect.of(connection);
        tables = Tables.in(dialect);
        versions = new HybridClock(clock, node);
        connection.setAutoCommit(false);
        versions.observe(newest(node));
        first = versions.next();
    }

    static ImportTransaction on(Connection connection, String location, Clock clock, int node, Existing existing) {
        try {
            return new ImportTransaction(connection, location, clock, node, existing);
        } catch (SQLException e) {
            throw failure("read", location, e);
        }
    }

    private Version newest(int node) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(NEWEST)) {
            row.next();
            return new Version(row.getLong(1), node);
        }
    }

    /**
     * Imports a message.
     *
     * @throws DatabaseException if the database rejects it; then nothing may be committed
     */
    public void put(Message message) {
        repeated += waiting.put(message.topic(), message) == null ? 0 : 1;
        waitingBytes += message.heapSize();
        if (waiting.size() >= MESSAGES || waitingBytes >= BYTES) {
            flush();
        }
    }

    /**
     * Removes what this import has written for a topic.
     *
     * @throws DatabaseException if the database rejects that; then nothing may be committed
     */
    public void clear(TopicName topic) {
        flush();
        try (PreparedStatement delete =
                connection.prepareStatement(tables.messages().delete() + OF_THIS_IMPORT)) {
            delete.setString(1, topic.value());
            delete.setLong(2, first.clock());
            delete.executeUpdate();
        } catch (SQLException e) {
            throw failure("written", location, e);
        }
    }

    private void flush() {
        if (waiting.isEmpty()) {
            return;
        }
        try {
            Map<String, Version> stored = new StoredVersions(connection, dialect).of(waiting.keySet(), clock.millis());
            List<RetainedChange> changes = new ArrayList<>();
            for (Message message : waiting.values()) {
                if (isWanted(stored.get(message.topic().value()))) {
                    changes.add(new RetainedChange.Set(new RetainedMessage(message, versions.next())));
                }
            }
            new ChangeBatch(connection, tables).write(changes);
            waiting.clear();
            waitingBytes = 0;
        } catch (SQLException e) {
            throw failure("written", location, e);
        }
    }

    /** Counts a message by what the database has for its topic; true if it is to be written. */
    private boolean isWanted(@Nullable Version stored) {
        if (stored == null) {
            imported++;
        } else if (stored.clock() >= first.clock()) {
            repeated++;
        } else if (existing == Existing.KEEP) {
            kept++;
            return false;
        } else {
            replaced++;
        }
        return true;
    }

    /**
     * Returns the outcome of all messages so far.
     *
     * @throws DatabaseException if the database rejects it; then nothing may be committed
     */
    public Outcome outcome() {
        flush();
        return new Outcome(imported, replaced, kept, repeated);
    }

    /**
     * Commits the import. Call it once.
     *
     * @throws DatabaseException if that fails; then nothing was imported
     */
    public void commit() {
        flush();
        try {
            connection.commit();
        } catch (SQLException e) {
            throw failure("written", location, e);
        }
    }

    private static DatabaseException failure(String verb, String location, SQLException e) {
        return new DatabaseException(
                "the database " + location + " cannot be " + verb + ": " + Failures.inWords(e)
                        + ". Nothing was imported.",
                e);
    }
}
