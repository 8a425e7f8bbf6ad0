package org.holdfast.beans.store.connection;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.holdfast.beans.settings.StoreSettings;

/**
 * A data source that the administrator of the server has created, with its pool, credentials and validation. What Holdfast requires
 * beyond that, it checks, and sets where a connection allows it: see {@link ConnectionRequirements}.
 */
public final class ServerDataSource extends PlainDataSource {
    private final DataSource administrators;
    private final StoreSettings settings;

    /**
     * The connections to SQLite that have been prepared, and the number of failures at that time; each is the driver's, which the
     * pool reuses.
     */
    private final Map<Connection, Integer> told = Collections.synchronizedMap(new WeakHashMap<>());

    private final AtomicInteger failures = new AtomicInteger();

    private ServerDataSource(DataSource administrators, StoreSettings settings) {
        this.administrators = administrators;
        this.settings = settings;
    }

    /**
     * Looks up a data source, and finds out its database.
     *
     * @param settings the settings that name it
     * @throws DatabaseException if there is none of that name, or its database cannot be used
     */
    public static ServerDataSource find(StoreSettings settings, String name) {
        return see(lookUp(name), settings, name);
    }

    /** Finds out the database of a data source. */
    public static ServerDataSource see(DataSource found, StoreSettings settings, String name) {
        try (Connection connection = found.getConnection()) {
            DatabaseMetaData database = connection.getMetaData();
            Dialect.of(connection);
            return new ServerDataSource(found, settings.seen(database.getURL()));
        } catch (SQLException e) {
            throw new DatabaseException(
                    "the data source " + name + " cannot be used: " + Failures.inWords(e)
                            + ". Check its connection pool, and that the database is running.",
                    e);
        }
    }

    @SuppressWarnings("BanJNDI") // the name is the administrator's, as the data source is
    private static DataSource lookUp(String name) {
        Object found;
        try {
            found = new InitialContext().lookup(name);
        } catch (NamingException e) {
            throw new DatabaseException(
                    "holdfast.datasource.jndi is " + name + ", but the server has no data source of that name ("
                            + Failures.inWords(e)
                            + "). Create the data source before you deploy Holdfast, or correct the name.",
                    e);
        }
        if (found instanceof DataSource dataSource) {
            return dataSource;
        }
        throw new DatabaseException("holdfast.datasource.jndi is " + name + ", which is not a data source but a "
                + found.getClass().getName() + ". Correct the name.");
    }

    /** Returns the settings, with the URL of this database. */
    public StoreSettings settings() {
        return settings;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = administrators.getConnection();
        if (settings.isSqlite()) {
            try {
                tell(connection);
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        }
        return connection;
    }

    /** Returns a connection of the administrator's without preparing it. */
    public Connection untold() throws SQLException {
        return administrators.getConnection();
    }

    /**
     * Returns the same transactions, with their failures counted. After a failure SQLite may have ended the transaction by itself,
     * because the disk is full or broken; then neither its driver nor the pool notices, and no other begins on that connection
     * ({@link SqliteConnection}).
     */
    public Transactions mending(Transactions transactions) {
        return new Transactions() {
            @Override
            public <T> T inNew(Work<T> work) throws Exception {
                try {
                    return transactions.inNew(work);
                } catch (Exception e) {
                    failures.incrementAndGet();
                    throw e;
                }
            }
        };
    }

    private void tell(Connection connection) throws SQLException {
        Connection drivers = connection.unwrap(Connection.class);
        int failed = failures.get();
        Integer toldAfter = told.get(drivers);
        if (toldAfter == null) {
            tellAll(connection);
        } else if (toldAfter != failed) {
            beginIfEnded(drivers);
        }
        told.put(drivers, failed);
    }

    /** Begins a transaction if SQLite has ended the one that the driver takes for active; else SQLite reports one. */
    private static void beginIfEnded(Connection drivers) throws SQLException {
        if (drivers.getAutoCommit()) {
            return;
        }
        try (Statement statement = drivers.createStatement()) {
            statement.execute("BEGIN");
        } catch (SQLException e) {
            if (!String.valueOf(e.getMessage()).contains("within a transaction")) {
                throw e;
            }
        }
    }

    private void tellAll(Connection connection) throws SQLException {
        new ConnectionRequirements(settings).requireOf(connection);
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA cache_size = -" + settings.diskCacheKilobytes());
            statement.execute("PRAGMA busy_timeout = " + SqliteConnection.BUSY_TIMEOUT.toMillis());
            statement.execute("PRAGMA wal_autocheckpoint = " + SqliteConnection.LAST_RESORT);
        }
    }
}
