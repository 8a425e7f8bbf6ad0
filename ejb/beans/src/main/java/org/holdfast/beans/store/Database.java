package org.holdfast.beans.store;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.SystemException;
import jakarta.transaction.UserTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.holdfast.beans.settings.StoreSettings;
import org.holdfast.beans.store.connection.ConfiguredDataSource;
import org.holdfast.beans.store.connection.ConnectionRequirements;
import org.holdfast.beans.store.connection.DatabaseException;
import org.holdfast.beans.store.connection.Failures;
import org.holdfast.beans.store.connection.ServerDataSource;
import org.holdfast.beans.store.connection.Transactions;
import org.holdfast.beans.store.postgresql.FencedTransactions;
import org.holdfast.beans.store.postgresql.Ownership;
import org.holdfast.beans.store.sqlite.Checkpointer;
import org.holdfast.beans.store.sqlite.Damage;
import org.holdfast.beans.store.sqlite.DataFolder;
import org.holdfast.beans.store.sqlite.Inspection;
import org.holdfast.beans.store.sqlite.SqliteCopy;
import org.holdfast.beans.store.sqlite.SqliteFiles;
import org.holdfast.engine.BrokerStore;
import org.holdfast.engine.Lease;
import org.holdfast.engine.commit.StoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database of a running broker: inspected before anything is written to it, migrated to this program's schema, and left in one
 * file at the end. Opened and closed by the thread that starts and stops the broker, outside transactions.
 *
 * <p>JPA is started here, after the inspection, and not by the container, which would connect when it deploys the application,
 * before any of its code has run; so the persistence unit is described where no container looks for it.
 */
public final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    static final String PERSISTENCE_UNIT = "holdfast";

    /** Where EclipseLink finds the unit, and a container, which looks elsewhere, does not. */
    static final Map<String, String> PERSISTENCE_XML =
            Map.of("eclipselink.persistencexml", "META-INF/holdfast-persistence.xml");

    private final StoreSettings settings;
    private final DataSource dataSource;
    private final DataFolder folder;
    private final @Nullable Ownership owner;
    private final EntityManagerFactory factory;
    private @Nullable Checkpointer checkpointer;

    private Database(
            StoreSettings settings,
            DataSource dataSource,
            DataFolder folder,
            @Nullable Ownership owner,
            EntityManagerFactory factory) {
        this.settings = settings;
        this.dataSource = dataSource;
        this.folder = folder;
        this.owner = owner;
        this.factory = factory;
    }

    /**
     * Opens the database.
     *
     * @param ofHoldfast connections according to the settings, used unless the settings name a data source of the server
     * @throws DatabaseException if it cannot be used; then nothing in it has been changed
     */
    public static Database open(StoreSettings settings, DataSource ofHoldfast) {
        String jndiName = settings.jndiName();
        if (jndiName == null) {
            return openOwn(settings, ofHoldfast);
        }
        ServerDataSource ofServer = ServerDataSource.find(settings, jndiName);
        StoreSettings seen = ofServer.settings();
        return seen.isSqlite() ? openSqlite(seen, ofServer, ofServer::untold) : openPostgresql(seen, ofServer);
    }

    private static Database openOwn(StoreSettings settings, DataSource dataSource) {
        return settings.isSqlite()
                ? openSqlite(settings, dataSource, () -> ConfiguredDataSource.readOnly(settings))
                : openPostgresql(settings, dataSource);
    }

    private static Database openSqlite(StoreSettings settings, DataSource dataSource, Inspection.Reader reader) {
        requirePossible(settings);
        DataFolder folder = DataFolder.take(settings.file());
        try {
            new Inspection(settings, folder.isOfThisBoot(), reader).requireSound();
            folder.noteBoot();
            new Schema(dataSource, settings).migrate();
            return new Database(settings, dataSource, folder, null, entityManagers(settings, dataSource));
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    private static void requirePossible(StoreSettings settings) {
        if (settings.isInMemory()) {
            throw new DatabaseException(
                    settings.url() + " is an in-memory database, which would lose everything. Name a file.");
        }
        if (settings.standsBy()) {
            throw new DatabaseException("holdfast.datasource.standby is wait, but the database " + settings.location()
                    + " is SQLite, which only one server can use. Use PostgreSQL, or leave the setting out.");
        }
    }

    private static Database openPostgresql(StoreSettings settings, DataSource dataSource) {
        Ownership owner = settings.jndiName() == null ? Ownership.take(settings) : Ownership.take(dataSource, settings);
        try {
            new Schema(dataSource, settings).migrate(owner::claimWhatIsThere);
            owner.claim();
            return new Database(settings, dataSource, DataFolder.NONE, owner, entityManagers(settings, dataSource));
        } catch (RuntimeException e) {
            owner.close();
            throw e;
        }
    }

    private static EntityManagerFactory entityManagers(StoreSettings settings, DataSource dataSource) {
        Map<String, Object> properties = new HashMap<>(PERSISTENCE_XML);
        if (settings.jndiName() != null) {
            properties.put("jakarta.persistence.jtaDataSource", dataSource);
        }
        return Persistence.createEntityManagerFactory(PERSISTENCE_UNIT, properties);
    }

    /** Returns the settings, with the URL of the server's data source if there is one. */
    public StoreSettings settings() {
        return settings;
    }

    /**
     * Makes sure that connections take part in transactions of the container, and may write.
     *
     * @param transaction of the calling thread, which has none
     * @throws DatabaseException if they do not
     */
    public void requireTransactions(UserTransaction transaction) {
        ConnectionRequirements requirements = new ConnectionRequirements(settings);
        try {
            transaction.begin();
            try {
                requireTransaction(requirements);
            } finally {
                transaction.rollback();
            }
        } catch (SQLException e) {
            throw requirements.refusal("is not writable: " + Failures.inWords(e) + Failures.remedy(e));
        } catch (NotSupportedException | SystemException e) {
            throw new DatabaseException("the server failed to begin or end a transaction: " + Failures.inWords(e), e);
        }
    }

    private void requireTransaction(ConnectionRequirements requirements) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            if (connection.getAutoCommit()) {
                throw requirements.refusal("does not take part in the server's transactions (JTA)."
                        + " Remove the setting of its pool that prevents this");
            }
            statement.executeUpdate("DELETE FROM retained_message WHERE 1 = 0");
        }
    }

    /**
     * Returns the store of the broker in this database.
     *
     * @param transaction the container's, on a thread of the container
     * @param threads creates such threads
     */
    public BrokerStore store(UserTransaction transaction, ThreadFactory threads) {
        Transactions transactions = transactions(transaction);
        if (!settings.isSqlite()) {
            return JpaStore.in(transactions, Runnable::run);
        }
        Checkpointer started = Checkpointer.start(dataSource, threads);
        checkpointer = started;
        return JpaStore.in(transactions, started::around);
    }

    /**
     * Returns the part of the console in this database.
     *
     * @param transaction the container's, of any thread
     */
    public ConsoleDatabase console(UserTransaction transaction) {
        return new ConsoleDatabase(transactions(transaction), new SqliteCopy(settings, dataSource));
    }

    private Transactions transactions(UserTransaction transaction) {
        Transactions ofContainer = new JtaTransactions(factory, transaction);
        if (owner != null) {
            return new FencedTransactions(ofContainer, owner);
        }
        return dataSource instanceof ServerDataSource ofServer ? ofServer.mending(ofContainer) : ofContainer;
    }

    /**
     * Registers a callback for when another broker has taken over the database, and this one can no longer write.
     *
     * @param threads creates the thread that checks
     * @param lost called once, by that thread, with the new owner
     */
    public void onLoss(ThreadFactory threads, Consumer<String> lost) {
        if (owner != null) {
            owner.watch(threads, lost);
        }
    }

    /** Returns whether this broker still owns the database. */
    public Lease lease() {
        return owner == null ? Lease.ENDLESS : owner;
    }

    /**
     * Waits until a previous owner, which may not know that it has lost the database, no longer acknowledges anything.
     *
     * @param renewal called, by the thread that checks, when the {@link #lease} is held again after it was not
     */
    public void awaitLease(Runnable renewal) {
        if (owner != null) {
            owner.onRenewal(renewal);
            owner.awaitEndOfLease();
        }
    }

    /**
     * Returns the failure of a start whose messages cannot be loaded. Invalid rows count as damage.
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

    /** Writes SQLite's log into the file, so that only one file is left, and releases the folder. Throws nothing. */
    @Override
    public void close() {
        close(factory::close);
        if (checkpointer != null) {
            close(checkpointer::close);
        }
        if (settings.isSqlite()) {
            checkpoint();
        }
        close(folder::close);
        if (owner != null) {
            close(owner::close);
        }
    }

    /** A part that cannot be closed does not keep the others, and the database, from being released. */
    private void close(Runnable part) {
        try {
            part.run();
        } catch (RuntimeException e) {
            LOG.error("Failed to close a part of {}", settings.location(), e);
        }
    }

    private void checkpoint() {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        } catch (SQLException e) {
            LOG.warn(
                    "Failed to merge the log of {}, which remains beside it until the next start: {}",
                    settings.location(),
                    Failures.inWords(e));
        }
    }
}
