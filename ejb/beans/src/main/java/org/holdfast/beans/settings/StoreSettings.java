package org.holdfast.beans.settings;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the database.
 *
 * @param jndiName the JNDI name of the server's data source, or null
 * @param url the JDBC URL of the database; that of a data source of the server is known only after {@link #seen}
 * @param user the user name, or null
 * @param password the password of that user, or null
 * @param diskCacheKilobytes SQLite's page cache for one connection
 * @param synchronous SQLite's {@code PRAGMA synchronous}: FULL or NORMAL
 * @param standsBy whether a broker waits for the database when another one owns it
 */
public record StoreSettings(
        @Nullable String jndiName,
        String url,
        @Nullable String user,
        @Nullable String password,
        int diskCacheKilobytes,
        String synchronous,
        boolean standsBy) {
    /** The prefix of the name of a data source whose URL is not known yet. */
    static final String UNSEEN = "jndi:";

    private static final String SQLITE = "jdbc:sqlite:";
    private static final String FILE = "file:";

    /** Creates the settings of a database that Holdfast connects to itself. */
    public StoreSettings(
            String url, @Nullable String user, @Nullable String password, int diskCacheKilobytes, String synchronous) {
        this(null, url, user, password, diskCacheKilobytes, synchronous, false);
    }

    /** Returns these settings with the URL of the server's data source. */
    public StoreSettings seen(String urlOfDataSource) {
        return new StoreSettings(jndiName, urlOfDataSource, user, password, diskCacheKilobytes, synchronous, standsBy);
    }

    /** Whether a data source of the server defines the database, and its URL is not known yet. */
    public boolean isUnseen() {
        return url.startsWith(UNSEEN);
    }

    /** Whether the database is SQLite. */
    public boolean isSqlite() {
        return url.startsWith(SQLITE);
    }

    /**
     * Returns the SQLite file.
     *
     * @throws IllegalStateException if the database is not SQLite
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

    /** Whether the database is SQLite in memory, which ends with the process. */
    public boolean isInMemory() {
        return isSqlite()
                && (url.contains(":memory:")
                        || url.contains("mode=memory")
                        || withoutParameters().length() == SQLITE.length());
    }

    /** Returns the database for messages: the SQLite file, or the URL without its parameters, which may be secret. */
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
