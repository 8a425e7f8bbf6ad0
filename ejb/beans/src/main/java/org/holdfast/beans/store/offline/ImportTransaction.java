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
import org.holdfast.engine.message.Message;
import org.holdfast.engine.retained.HybridClock;
import org.holdfast.engine.retained.RetainedChange;
import org.holdfast.engine.retained.tree.RetainedMessage;
import org.holdfast.engine.retained.tree.Version;
import org.holdfast.engine.topic.TopicName;
import org.jspecify.annotations.Nullable;

/**
 * Messages put into a database, all of them or none. Of several messages with one topic the last stays. Holds only a few of
 * them at a time. Belongs to the thread of its {@link OfflineDatabase}.
 *
 * <p>Rows that this import has written are told from those that were there before by their version: it is not older than the
 * first of this import.
 */
public final class ImportTransaction {
    private static final int MESSAGES = 500;
    private static final long BYTES = 4 << 20;

    private final Connection connection;
    private final String location;
    private final Dialect dialect;
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

    /** What happens to a message that the database already has for a topic. */
    public enum Existing {
        /** The imported one takes its place. */
        REPLACE,
        /** It stays, and the imported one is left out. */
        KEEP
    }

    /**
     * What became of the messages that were put in.
     *
     * @param imported had a topic that kept no message
     * @param replaced have taken the place of one
     * @param kept were left out, because there was one
     * @param repeated had the topic of another one of this import: of them the last has stayed
     */
    public record Outcome(long imported, long replaced, long kept, long repeated) {}

    private ImportTransaction(Connection connection, String location, Clock clock, int node, Existing existing)
            throws SQLException {
        this.connection = connection;
        this.location = location;
        this.clock = clock;
        this.existing = existing;
        dialect = Dialect.of(connection);
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
                ResultSet row = statement.executeQuery("SELECT max(version_clock) FROM retained_message")) {
            row.next();
            return new Version(row.getLong(1), node);
        }
    }

    /**
     * Puts one in.
     *
     * @throws DatabaseException if the database does not take it; then nothing may be committed
     */
    public void put(Message message) {
        repeated += waiting.put(message.topic(), message) == null ? 0 : 1;
        waitingBytes += message.heapSize();
        if (waiting.size() >= MESSAGES || waitingBytes >= BYTES) {
            flush();
        }
    }

    /**
     * Takes out again what this import has put in for a topic.
     *
     * @throws DatabaseException if the database does not do it; then nothing may be committed
     */
    public void clear(TopicName topic) {
        flush();
        try (PreparedStatement delete = connection.prepareStatement(dialect.delete() + " AND version_clock >= ?")) {
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
            new ChangeBatch(connection, dialect).write(changes);
            waiting.clear();
            waitingBytes = 0;
        } catch (SQLException e) {
            throw failure("written", location, e);
        }
    }

    /** Counts a message by what the database has for its topic. */
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
     * What became of everything that was put in until now.
     *
     * @throws DatabaseException if the database does not take it; then nothing may be committed
     */
    public Outcome outcome() {
        flush();
        return new Outcome(imported, replaced, kept, repeated);
    }

    /**
     * Commits all of it. To be called once.
     *
     * @throws DatabaseException if that fails; then nothing has been imported
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
