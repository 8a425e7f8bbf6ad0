package org.holdfast.beans.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import javax.sql.DataSource;
import org.holdfast.beans.settings.StoreSettings;

/**
 * The database of a broker that does not run, taken by a tool. Without JPA; belongs to one thread.
 *
 * <p>It is locked against a broker as it is between brokers.
 */
public final class OfflineDatabase implements AutoCloseable {
    private final StoreSettings settings;
    private final Connection connection;
    private final Runnable release;

    private OfflineDatabase(StoreSettings settings, DataSource dataSource, Runnable release) {
        this.settings = settings;
        this.release = release;
        try {
            connection = dataSource.getConnection();
        } catch (SQLException e) {
            throw new DatabaseException(
                    "the database " + settings.location() + " cannot be opened: " + Failures.inWords(e), e);
        }
    }

    /**
     * Takes the database and brings its tables to the version of this program; makes it where there is none.
     *
     * @throws DatabaseException if a broker uses it, or it cannot be used
     */
    public static OfflineDatabase take(StoreSettings settings) {
        return open(settings, true, lock(settings));
    }

    /**
     * Takes the database for an import that will not be committed. Where there is none, an empty one in a temporary folder
     * stands in for it.
     *
     * @throws DatabaseException if a broker uses it, or it cannot be used
     */
    public static OfflineDatabase forRehearsal(StoreSettings settings) {
        if (!settings.isSqlite() || hasContent(settings.file())) {
            return open(settings, false, lock(settings));
        }
        Path folder = temporaryFolder();
        Path file = folder.resolve("rehearsal.db");
        StoreSettings standIn = new StoreSettings(
                "jdbc:sqlite:" + file, null, null, settings.diskCacheKilobytes(), settings.synchronous());
        return open(standIn, true, () -> delete(file, folder));
    }

    private static OfflineDatabase open(StoreSettings settings, boolean migrates, Runnable release) {
        DataSource dataSource = new ConfiguredDataSource(settings);
        try {
            if (migrates) {
                new Schema(dataSource, settings).migrate();
            }
            return new OfflineDatabase(settings, dataSource, release);
        } catch (RuntimeException e) {
            release.run();
            throw e;
        }
    }

    private static Runnable lock(StoreSettings settings) {
        return settings.isSqlite()
                ? DataFolder.take(settings.file())::close
                : Ownership.take(new ConfiguredDataSource(settings), settings)::close;
    }

    private static boolean hasContent(Path file) {
        try {
            return Files.exists(file) && Files.size(file) > 0;
        } catch (IOException e) {
            throw new DatabaseException(
                    "the database " + file + " cannot be read (" + Failures.inWords(e) + "): allow it to this user.",
                    e);
        }
    }

    /** In the folder that this property names now, which newer JVMs look up only once. */
    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory(Path.of(System.getProperty("java.io.tmpdir")), "holdfast-rehearsal");
        } catch (IOException e) {
            throw new DatabaseException("no temporary folder can be made: " + Failures.inWords(e), e);
        }
    }

    private static void delete(Path... files) {
        try {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new DatabaseException("a temporary file cannot be deleted: " + Failures.inWords(e), e);
        }
    }

    /**
     * Begins the one transaction of an import.
     *
     * @param clock the wall clock
     * @param node the number of this node, for the versions of the messages
     * @param existing what happens to messages that are there
     * @throws DatabaseException if it cannot be read
     */
    public ImportTransaction begin(Clock clock, int node, ImportTransaction.Existing existing) {
        return ImportTransaction.on(connection, settings.location(), clock, node, existing);
    }

    /** Rolls back what has not been committed, and lets go of the database; SQLite's log is in its file then. */
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
