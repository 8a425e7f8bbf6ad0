package org.holdfast.beans.settings;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where retained messages are kept.
 *
 * @param url the JDBC URL of the database
 * @param user who signs in, or null
 * @param password the password of that user, or null
 * @param diskCacheKilobytes SQLite's page cache for one connection
 * @param synchronous SQLite's {@code PRAGMA synchronous}: FULL or NORMAL
 */
public record StoreSettings(
        String url, @Nullable String user, @Nullable String password, int diskCacheKilobytes, String synchronous) {
    private static final String SQLITE = "jdbc:sqlite:";

    /** Whether the database is a file of SQLite. */
    public boolean isSqlite() {
        return url.startsWith(SQLITE);
    }

    /**
     * The file of SQLite.
     *
     * @throws IllegalStateException if the database is another one
     */
    public Path file() {
        if (!isSqlite()) {
            throw new IllegalStateException(location() + " is no file");
        }
        return Path.of(withoutParameters().substring(SQLITE.length()))
                .toAbsolutePath()
                .normalize();
    }

    /** The database in words for people: the file of SQLite, or the URL without its parameters, which may be secret. */
    public String location() {
        return isSqlite() ? file().toString() : withoutParameters();
    }

    private String withoutParameters() {
        int parameters = url.indexOf('?');
        return parameters < 0 ? url : url.substring(0, parameters);
    }

    @Override
    public String toString() {
        return "StoreSettings[" + location() + "]";
    }
}
