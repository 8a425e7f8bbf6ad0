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
    /** What is committed and not yet written into {@link #main}. */
    public Path log() {
        return beside("-wal");
    }

    /** The index of {@link #log}, shared by all connections. */
    Path index() {
        return beside("-shm");
    }

    private Path beside(String suffix) {
        return main.resolveSibling(main.getFileName() + suffix);
    }

    /**
     * Where JDBC finds {@link #main}, whatever characters its name has.
     *
     * @param parameter of SQLite's URI file names, such as {@code immutable=1}
     */
    public String url(String parameter) {
        return "jdbc:sqlite:" + main.toUri().toString().replaceFirst("^file:/+", "file:/") + "?" + parameter;
    }

    /** The bytes in a file; 0 when it is missing. */
    public static long size(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    /**
     * Makes sure that nobody makes a new database by looking for an old one.
     *
     * @throws DatabaseException if the file of SQLite is missing
     */
    public static void requireDatabase(StoreSettings settings) {
        if (settings.isSqlite() && !Files.isRegularFile(settings.file())) {
            throw new DatabaseException("there is no database " + settings.location()
                    + ". Set holdfast.sqlite.mounted-file-path to the broker's data folder.");
        }
    }
}
