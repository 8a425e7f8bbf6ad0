package org.holdfast.beans.settings;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where retained messages are kept.
 *
 * @param jndiName the name of the server's data source that is to be used, or null
 * @param url the JDBC URL of the database; of a data source of the server it is known only when that has been looked at ({@link #seen})
 * @param user who signs in, or null
 * @param password the password of that user, or null
 * @param diskCacheKilobytes SQLite's page cache for one connection
 * @param synchronous SQLite's {@code PRAGMA synchronous}: FULL or NORMAL
 * @param standsBy whether a broker waits for the database when another has it
 */
public record StoreSettings(
        @Nullable String jndiName,
        String url,
        @Nullable String user,
        @Nullable String password,
        int diskCacheKilobytes,
        String synchronous,
        boolean standsBy) {
    /** What stands before the name of a data source that has not been looked at, in place of a URL. */
    static final String UNSEEN = "jndi:";

    private static final String SQLITE = "jdbc:sqlite:";
    private static final String FILE = "file:";

    /** Of a database that Holdfast connects to itself. */
    public StoreSettings(
            String url, @Nullable String user, @Nullable String password, int diskCacheKilobytes, String synchronous) {
        this(null, url, user, password, diskCacheKilobytes, synchronous, false);
    }

    /** The same, with the URL that the server's data source has. */
    public StoreSettings seen(String urlOfDataSource) {
        return new StoreSettings(jndiName, urlOfDataSource, user, password, diskCacheKilobytes, synchronous, standsBy);
    }

    /** Whether a data source of the server says which database it is, and has not been looked at. */
    public boolean isUnseen() {
        return url.startsWith(UNSEEN);
    }

    /** Whether the database is one of SQLite. */
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
            throw new IllegalStateException(location() + " is not a file");
        }
        String name = withoutParameters().substring(SQLITE.length());
        return Path.of(name.startsWith(FILE) ? name.substring(FILE.length()) : name)
                .toAbsolutePath()
                .normalize();
    }

    /** Whether the database is one of SQLite that is in no file, and ends with the process. */
    public boolean isInMemory() {
        return isSqlite()
                && (url.contains(":memory:")
                        || url.contains("mode=memory")
                        || withoutParameters().length() == SQLITE.length());
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
