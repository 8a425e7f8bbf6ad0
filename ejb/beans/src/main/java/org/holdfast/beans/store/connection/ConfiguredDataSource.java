package org.holdfast.beans.store.connection;

import java.io.IOException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.ServiceLoader;
import org.eclipse.microprofile.config.ConfigProvider;
import org.holdfast.beans.settings.SettingsReader;
import org.holdfast.beans.settings.StoreSettings;
import org.jspecify.annotations.Nullable;

/**
 * Creates the connections of the container's pool according to the settings. The pool creates this data source by the name of the
 * class, so it reads the settings for the first connection.
 *
 * <p>A URL in the annotation is not enough: there the container replaces names of settings by their values, but knows neither this
 * module's defaults nor nested settings.
 */
public final class ConfiguredDataSource extends PlainDataSource {
    /**
     * How long PostgreSQL may take to answer. Without a limit a connection to a crashed machine would wait as long as the system
     * retransmits its packets.
     */
    private static final Duration ANSWER_LIMIT = Duration.ofMinutes(1);

    private static final Duration LOGIN_LIMIT = Duration.ofSeconds(10);
    private static final String SQLITE_OPEN_READONLY = "1";

    private final Duration answerLimit;
    private @Nullable StoreSettings settings;

    public ConfiguredDataSource() {
        answerLimit = ANSWER_LIMIT;
    }

    public ConfiguredDataSource(StoreSettings settings) {
        this(settings, ANSWER_LIMIT);
    }

    /**
     * Creates a data source with another limit.
     *
     * @param answerLimit how long PostgreSQL may take to answer, in whole seconds
     */
    public ConfiguredDataSource(StoreSettings settings, Duration answerLimit) {
        this.settings = settings;
        this.answerLimit = answerLimit;
    }

    @Override
    public Connection getConnection() throws SQLException {
        StoreSettings store = settings();
        if (store.isUnseen()) {
            throw new SQLException("only a server has data sources; use holdfast.datasource.url");
        }
        return store.isSqlite() ? sqlite(store) : connect(store);
    }

    private Connection connect(StoreSettings store) throws SQLException {
        Connection connection = driver(store.url()).connect(store.url(), properties(store));
        if (connection == null) {
            throw new SQLException("no JDBC driver accepts " + store.location());
        }
        return connection;
    }

    private Connection sqlite(StoreSettings store) throws SQLException {
        createFile(store);
        Connection connection = connect(store);
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA wal_autocheckpoint = " + SqliteConnection.LAST_RESORT);
        }
        return SqliteConnection.around(connection);
    }

    /** Creates the file, because SQLite would create one that everybody can read. */
    private static void createFile(StoreSettings store) throws SQLException {
        try {
            OwnerOnly.createFile(store.file());
        } catch (IOException e) {
            throw new SQLException(store.file() + " cannot be made (" + e + ")", null, Failures.CANNOT_OPEN, e);
        }
    }

    /** Returns a read-only connection to an SQLite file. */
    public static Connection readOnly(StoreSettings store) throws SQLException {
        String url = "jdbc:sqlite:" + store.file();
        Properties properties = new Properties();
        properties.setProperty("open_mode", SQLITE_OPEN_READONLY);
        properties.setProperty("cache_size", "-" + store.diskCacheKilobytes());
        properties.setProperty("busy_timeout", Long.toString(SqliteConnection.BUSY_TIMEOUT.toMillis()));
        return driver(url).connect(url, properties);
    }

    private synchronized StoreSettings settings() {
        StoreSettings known = settings;
        if (known == null) {
            known = SettingsReader.read(ConfigProvider.getConfig(ConfiguredDataSource.class.getClassLoader()))
                    .store();
            settings = known;
        }
        return known;
    }

    private static Driver driver(String url) throws SQLException {
        for (Driver driver : ServiceLoader.load(Driver.class, ConfiguredDataSource.class.getClassLoader())) {
            if (driver.acceptsURL(url)) {
                return driver;
            }
        }
        throw new SQLException("no JDBC driver accepts this URL");
    }

    private Properties properties(StoreSettings store) {
        Properties properties = new Properties();
        if (store.user() != null) {
            properties.setProperty("user", store.user());
        }
        if (store.password() != null) {
            properties.setProperty("password", store.password());
        }
        if (store.isSqlite()) {
            setForSqlite(properties, store);
        } else {
            setForPostgresql(properties);
        }
        return properties;
    }

    private static void setForSqlite(Properties properties, StoreSettings store) {
        properties.setProperty("journal_mode", "WAL");
        properties.setProperty("synchronous", store.synchronous());
        properties.setProperty("cache_size", "-" + store.diskCacheKilobytes());
        properties.setProperty("busy_timeout", Long.toString(SqliteConnection.BUSY_TIMEOUT.toMillis()));
    }

    /** Sets defaults: properties in the URL override them. */
    private void setForPostgresql(Properties properties) {
        String limit = Long.toString(answerLimit.toSeconds());
        properties.setProperty("socketTimeout", limit);
        properties.setProperty("connectTimeout", limit);
        properties.setProperty("loginTimeout", Long.toString(LOGIN_LIMIT.toSeconds()));
        properties.setProperty("tcpKeepAlive", "true");
    }
}
