package org.holdfast.beans.store;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import jakarta.transaction.UserTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ThreadFactory;
import javax.sql.DataSource;
import org.holdfast.beans.settings.StoreSettings;
import org.holdfast.engine.BrokerStore;
import org.holdfast.engine.commit.StoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database while the broker runs: looked at before anything is written to it, brought to this program's schema, and
 * left in one file at the end. Opened and closed by the thread that starts and stops the broker, outside transactions.
 *
 * <p>JPA is started here, after that look, and not by the container: the container's entity managers connect when the
 * application is deployed, before any of our code has run.
 */
public final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final String PERSISTENCE_UNIT = "holdfast";

    private final StoreSettings settings;
    private final DataSource dataSource;
    private final DataFolder folder;
    private final EntityManagerFactory factory;
    private @Nullable Checkpointer checkpointer;

    private Database(StoreSettings settings, DataSource dataSource, DataFolder folder, EntityManagerFactory factory) {
        this.settings = settings;
        this.dataSource = dataSource;
        this.folder = folder;
        this.factory = factory;
    }

    /**
     * Opens it.
     *
     * @throws DatabaseException if it cannot be used; then nothing in it has been changed
     */
    public static Database open(StoreSettings settings, DataSource dataSource) {
        DataFolder folder = settings.isSqlite() ? DataFolder.take(settings.file()) : DataFolder.NONE;
        try {
            if (settings.isSqlite()) {
                new Inspection(settings, folder.isOfThisBoot()).requireSound();
                folder.noteBoot();
            }
            new Schema(dataSource, settings.location()).migrate();
            return new Database(settings, dataSource, folder, Persistence.createEntityManagerFactory(PERSISTENCE_UNIT));
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    /**
     * What is in it.
     *
     * @param transaction the container's, on a thread of the container
     * @param threads makes such threads
     */
    public BrokerStore store(UserTransaction transaction, ThreadFactory threads) {
        Transactions transactions = new JtaTransactions(factory, transaction);
        if (!settings.isSqlite()) {
            return JpaStore.in(transactions, Runnable::run);
        }
        Checkpointer started = Checkpointer.start(dataSource, threads);
        checkpointer = started;
        return JpaStore.in(transactions, started::around);
    }

    /**
     * What the console keeps in it.
     *
     * @param transaction the container's, of whatever thread
     */
    public ConsoleDatabase console(UserTransaction transaction) {
        return new ConsoleDatabase(new JtaTransactions(factory, transaction));
    }

    /**
     * Why the start is given up when the messages cannot be loaded. Rows that make no sense are damage like any other.
     *
     * @param failure of {@link #store}
     */
    public DatabaseException unreadable(StoreException failure) {
        String words = Failures.inWords(failure);
        return settings.isSqlite() && (Failures.isDamage(failure) || !Failures.isOfDatabase(failure))
                ? Damage.refusal(new SqliteFiles(settings.file()), words)
                : new DatabaseException(
                        "the retained messages in " + settings.location() + " cannot be loaded: " + words
                                + Failures.remedy(failure),
                        failure);
    }

    /** Writes SQLite's log into the file, so that one file is all there is, and lets go of the folder. Throws nothing. */
    @Override
    public void close() {
        factory.close();
        if (checkpointer != null) {
            checkpointer.close();
        }
        if (settings.isSqlite()) {
            checkpoint();
        }
        folder.close();
    }

    private void checkpoint() {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        } catch (SQLException e) {
            LOG.warn(
                    "The log of {} stays beside it until the next start: {}", settings.location(), Failures.inWords(e));
        }
    }
}
