package org.holdfast.beans.store.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.holdfast.beans.settings.StoreSettings;
import org.holdfast.beans.store.connection.DatabaseException;

/**
 * The files of one SQLite database.
 *
 * @param main the database itself
 */
public record SqliteFiles(Path main) {
    /** Returns the log: what is committed and not yet written into {@link #main}. */
    public Path log() {
        return beside("-wal");
    }

    /** Returns the index of {@link #log}, shared by all connections. */
    Path index() {
        return beside("-shm");
    }

    private Path beside(String suffix) {
        return main.resolveSibling(main.getFileName() + suffix);
    }

    /**
     * Returns the JDBC URL of {@link #main}, whatever characters its name has.
     *
     * @param parameter of SQLite's URI file names, such as {@code immutable=1}
     */
    public String url(String parameter) {
        return "jdbc:sqlite:" + main.toUri().toString().replaceFirst("^file:/+", "file:/") + "?" + parameter;
    }

    /** Returns the number of bytes in a file; 0 when it is missing. */
    public static long size(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    /**
     * Makes sure that a search for an existing database does not create a new one.
     *
     * @throws DatabaseException if the SQLite file is missing
     */
    public static void requireDatabase(StoreSettings settings) {
        if (settings.isSqlite() && !Files.isRegularFile(settings.file())) {
            throw new DatabaseException("there is no database " + settings.location()
                    + ". Set holdfast.sqlite.mounted-file-path to the broker's data folder.");
        }
    }
}
