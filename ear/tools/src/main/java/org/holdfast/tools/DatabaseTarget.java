package org.holdfast.tools;

import java.time.Clock;
import org.holdfast.beans.settings.Settings;
import org.holdfast.beans.store.offline.ImportTransaction;
import org.holdfast.beans.store.offline.ImportTransaction.Existing;
import org.holdfast.beans.store.offline.ImportTransaction.Outcome;
import org.holdfast.beans.store.offline.OfflineDatabase;
import org.holdfast.beans.transfer.MessageTarget;
import org.holdfast.beans.transfer.Refusals;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.topic.TopicName;

/** The database of a stopped broker as a target: all messages in one transaction. */
final class DatabaseTarget implements MessageTarget {
    private final OfflineDatabase database;
    private final ImportTransaction transaction;
    private final boolean commits;

    private DatabaseTarget(OfflineDatabase database, ImportTransaction transaction, boolean commits) {
        this.database = database;
        this.transaction = transaction;
        this.commits = commits;
    }

    /**
     * Locks and opens the database.
     *
     * @throws org.holdfast.beans.store.connection.DatabaseException if a broker uses it, or it cannot be used
     */
    static DatabaseTarget open(Settings settings, Clock clock, Existing existing) {
        return begin(OfflineDatabase.take(settings.store()), settings, clock, existing, true);
    }

    /** As {@link #open}, for an import that changes nothing. */
    static DatabaseTarget rehearse(Settings settings, Clock clock, Existing existing) {
        return begin(OfflineDatabase.forRehearsal(settings.store()), settings, clock, existing, false);
    }

    private static DatabaseTarget begin(
            OfflineDatabase database, Settings settings, Clock clock, Existing existing, boolean commits) {
        try {
            int node = settings.broker().retained().node();
            return new DatabaseTarget(database, database.begin(clock, node, existing), commits);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    @Override
    public void put(String origin, Message message, Refusals refusals) {
        transaction.put(message);
    }

    @Override
    public void clear(TopicName topic) {
        transaction.clear(topic);
    }

    @Override
    public void finish(Refusals refusals) {
        if (commits) {
            transaction.commit();
        }
    }

    @Override
    public String outcome() {
        Outcome outcome = transaction.outcome();
        return "imported " + outcome.imported() + ", replaced " + outcome.replaced() + ", kept " + outcome.kept()
                + ", repeated " + outcome.repeated();
    }

    @Override
    public long abandon() {
        return 0;
    }

    @Override
    public void close() {
        database.close();
    }
}
