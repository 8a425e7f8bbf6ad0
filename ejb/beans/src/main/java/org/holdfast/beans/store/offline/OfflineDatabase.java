package org.holdfast.beans.store.offline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.holdfast.beans.settings.StoreSettings;
import org.holdfast.beans.store.Schema;
import org.holdfast.beans.store.connection.ConfiguredDataSource;
import org.holdfast.beans.store.connection.ConnectionRequirements;
import org.holdfast.beans.store.connection.DatabaseException;
import org.holdfast.beans.store.connection.Failures;
import org.holdfast.beans.store.postgresql.Ownership;
import org.holdfast.beans.store.sqlite.DataFolder;
import org.jspecify.annotations.Nullable;

/**
 * The database of a stopped broker, locked by a tool. Without JPA; belongs to one thread.
 *
 * <p>It is locked against brokers as brokers lock it against each other.
 */
public final class OfflineDatabase implements AutoCloseable {
    private final StoreSettings settings;
    private final Connection connection;
    private final @Nullable Ownership owner;
    private final Runnable release;

    private OfflineDatabase(
            StoreSettings settings, DataSource dataSource, @Nullable Ownership owner, Runnable release) {
        this.settings = settings;
        this.owner = owner;
        this.release = release;
        try {
            connection = dataSource.getConnection();
        } catch (SQLException e) {
            throw new DatabaseException(
                    "the database " + settings.location() + " cannot be opened: " + Failures.inWords(e), e);
        }
    }

    /**
     * Locks the database and migrates its tables to the version of this program; creates it if there is none.
     *
     * @throws DatabaseException if a broker uses it, or it cannot be used
     */
    public static OfflineDatabase take(StoreSettings settings) {
        return take(settings, true);
    }

    /**
     * Locks the database for an import that will not be committed. If there is none, uses an empty one in a temporary folder.
     *
     * @throws DatabaseException if a broker uses it, or it cannot be used
     */
    public static OfflineDatabase forRehearsal(StoreSettings settings) {
        if (!settings.isSqlite() || hasContent(settings.file())) {
            return take(settings, false);
        }
        Path folder = temporaryFolder();
        Path file = folder.resolve("rehearsal.db");
        StoreSettings standIn = new StoreSettings(
                "jdbc:sqlite:" + file, null, null, settings.diskCacheKilobytes(), settings.synchronous());
        return open(standIn, null, () -> delete(file, folder), Schema::migrate);
    }

    private static OfflineDatabase take(StoreSettings settings, boolean writes) {
        return settings.isSqlite() ? takeFile(settings, writes) : takeServer(settings, writes);
    }

    private static OfflineDatabase takeFile(StoreSettings settings, boolean writes) {
        return open(settings, null, DataFolder.take(settings.file())::close, schema -> {
            if (writes) {
                schema.migrate();
            }
        });
    }

    private static OfflineDatabase takeServer(StoreSettings settings, boolean writes) {
        Ownership owner = Ownership.take(settings);
        if (!writes) { // the tables may be older, and have no owner yet
            return open(settings, null, owner::close, Schema::requireUsable);
        }
        return open(settings, owner, owner::close, schema -> {
            schema.migrate(owner::claimWhatIsThere);
            owner.claim();
        });
    }

    private static OfflineDatabase open(
            StoreSettings settings, @Nullable Ownership owner, Runnable release, Consumer<Schema> preparation) {
        DataSource dataSource = new ConfiguredDataSource(settings);
        try {
            preparation.accept(new Schema(dataSource, settings));
            return new OfflineDatabase(settings, dataSource, owner, release);
        } catch (RuntimeException e) {
            release.run();
            throw e;
        }
    }

    private static boolean hasContent(Path file) {
        try {
            return Files.exists(file) && Files.size(file) > 0;
        } catch (IOException e) {
            throw new DatabaseException(
                    "the database " + file + " cannot be read (" + Failures.inWords(e)
                            + "). Give this user read permission.",
                    e);
        }
    }

    /** Creates a folder where this property points now; newer JVMs read it only once. */
    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory(Path.of(System.getProperty("java.io.tmpdir")), "holdfast-rehearsal");
        } catch (IOException e) {
            throw new DatabaseException("cannot create a temporary folder: " + Failures.inWords(e), e);
        }
    }

    private static void delete(Path... files) {
        try {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new DatabaseException("cannot delete a temporary file: " + Failures.inWords(e), e);
        }
    }

    /**
     * Begins the one transaction of an import.
     *
     * @param clock the wall clock
     * @param node the number of this node, for the versions of the messages
     * @param existing what to do with existing messages
     * @throws DatabaseException if it cannot be read, or a broker has taken it meanwhile
     */
    public ImportTransaction begin(Clock clock, int node, ImportTransaction.Existing existing) {
        ImportTransaction begun = ImportTransaction.on(connection, settings.location(), clock, node, existing);
        requireOwnership();
        return begun;
    }

    private void requireOwnership() {
        try {
            if (owner != null) {
                owner.require(connection);
            }
        } catch (SQLException e) {
            throw new ConnectionRequirements(settings).unreachable(e);
        }
    }

    /** Rolls back uncommitted changes, and releases the database; SQLite's log is in its file then. */
    @Override
    public void close() {
        try {
            connection.close(); // of SQLite's the last one: it empties the log
        } catch (SQLException e) {
            throw new DatabaseException(
                    "the database " + settings.location() + " cannot be closed: " + Failures.inWords(e), e);
        } finally {
            release.run();
        }
    }
}
