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
 * The database while the broker runs: looked at before anything is written to it, brought to this program's schema, and
 * left in one file at the end. Opened and closed by the thread that starts and stops the broker, outside transactions.
 *
 * <p>JPA is started here, after that look, and not by the container: the container would connect when the application is
 * deployed, before any of our code has run; so its unit is described where no container looks for it.
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
     * Opens it.
     *
     * @param ofHoldfast connections as the settings say, which are used unless the settings name a data source of the server
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
        if (settings.isInMemory()) {
            throw new DatabaseException(
                    settings.url() + " is an in-memory database, which would lose everything. Name a file.");
        }
        if (settings.standsBy()) {
            throw new DatabaseException("holdfast.datasource.standby is wait, but the database " + settings.location()
                    + " is SQLite, which only one server can use. Use PostgreSQL, or leave the setting out.");
        }
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

    /** The settings, with the URL that a data source of the server has. */
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
            try (Connection connection = dataSource.getConnection();
                    Statement statement = connection.createStatement()) {
                if (connection.getAutoCommit()) {
                    throw requirements.refusal("does not take part in the server's transactions (JTA)."
                            + " Remove the setting of its pool that prevents this");
                }
                statement.executeUpdate("DELETE FROM retained_message WHERE 1 = 0");
            } finally {
                transaction.rollback();
            }
        } catch (SQLException e) {
            throw requirements.refusal("is not writable: " + Failures.inWords(e) + Failures.remedy(e));
        } catch (NotSupportedException | SystemException e) {
            throw new DatabaseException("the server failed to begin or end a transaction: " + Failures.inWords(e), e);
        }
    }

    /**
     * What is in it.
     *
     * @param transaction the container's, on a thread of the container
     * @param threads makes such threads
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
     * What the console keeps in it.
     *
     * @param transaction the container's, of whatever thread
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
     * Has somebody told when another broker has taken the database over, and nothing can be written any more.
     *
     * @param threads makes the thread that looks
     * @param lost is told, once, by that thread, who has taken over
     */
    public void onLoss(ThreadFactory threads, Consumer<String> lost) {
        if (owner != null) {
            owner.watch(threads, lost);
        }
    }

    /** Whether the database is still this broker's. */
    public Lease lease() {
        return owner == null ? Lease.ENDLESS : owner;
    }

    /**
     * Waits until a broker that had the database before, and may not know that it has lost it, acknowledges nothing any more.
     *
     * @param renewal runs, by the thread that looks, when the {@link #lease} is held again after it was not
     */
    public void awaitLease(Runnable renewal) {
        if (owner != null) {
            owner.onRenewal(renewal);
            owner.awaitEndOfLease();
        }
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
        if (owner != null) {
            owner.close();
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
