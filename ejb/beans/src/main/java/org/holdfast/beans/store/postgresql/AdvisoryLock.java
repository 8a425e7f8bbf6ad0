package org.holdfast.beans.store.postgresql;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.holdfast.beans.store.connection.Failures;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The advisory lock of a schema, which a database session holds until it ends. Any thread, one for each connection. */
final class AdvisoryLock {
    private static final Logger LOG = LoggerFactory.getLogger(AdvisoryLock.class);

    /** The time without an answer after which a session counts as lost. */
    static final Duration NETWORK_TIMEOUT = Duration.ofSeconds(5);

    /** The limit of the wait for a connection, also from a pool of the server, whatever its own limit. */
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(15);

    /** One lock for each schema, because each may have tables of its own. */
    private static final String KEY = "hashtextextended('holdfast in ' || current_schema(), 0)";

    private AdvisoryLock() {}

    /**
     * Connects on a thread of its own: a server enlists a connection of the calling thread in the thread's next transaction, and a
     * pool may wait without limit.
     */
    static Connection connect(DataSource dataSource) throws SQLException {
        CompletableFuture<Connection> asked = new CompletableFuture<>();
        Thread thread = new Thread(() -> answer(asked, dataSource), "holdfast-connect");
        thread.setDaemon(true);
        thread.start();
        try {
            return asked.get(CONNECT_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            asked.completeExceptionally(e);
            throw new SQLTimeoutException("no connection within " + CONNECT_LIMIT.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            asked.completeExceptionally(e);
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while waiting for a connection", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof SQLException failure ? failure : new SQLException(e.getCause());
        }
    }

    private static void answer(CompletableFuture<Connection> asked, DataSource dataSource) {
        try {
            Connection connection = dataSource.getConnection();
            if (!asked.complete(connection)) { // the caller no longer waits
                connection.close();
            }
        } catch (SQLException | RuntimeException | Error e) {
            asked.completeExceptionally(e);
        }
    }

    /** Acquires the lock; false when another session holds it. */
    static boolean lock(Connection session) throws SQLException {
        session.setNetworkTimeout(Runnable::run, Math.toIntExact(NETWORK_TIMEOUT.toMillis()));
        try (Statement statement = session.createStatement()) {
            statement.execute("SET application_name = '" + thisProcess() + "'");
            try (ResultSet result = statement.executeQuery("SELECT pg_try_advisory_lock(" + KEY + ")")) {
                result.next();
                return result.getBoolean(1);
            }
        }
    }

    /** Returns the display name of this process; at most 63 ASCII characters, as PostgreSQL requires. */
    static String thisProcess() {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            host = "unknown host";
        }
        String name = "Holdfast, process " + ProcessHandle.current().pid() + " of " + host;
        return name.replaceAll("[^ -~]|'", "?").substring(0, Math.min(63, name.length()));
    }

    /** Returns a description of the holder of the lock. */
    static String holder(Connection session) throws SQLException {
        try (Statement statement = session.createStatement();
                ResultSet result = statement.executeQuery("""
                        SELECT coalesce(nullif(a.application_name, ''), 'an unknown program'),
                               coalesce(host(a.client_addr), 'this machine'),
                               to_char(a.backend_start, 'YYYY-MM-DD HH24:MI:SS TZ')
                        FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
                        WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
                          AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
                          AND ((l.classid::bigint << 32) | l.objid::bigint) = %s
                        """.formatted(KEY))) {
            return result.next()
                    ? result.getString(1) + " (connected from " + result.getString(2) + " since " + result.getString(3)
                            + ")"
                    : "which has just stopped";
        }
    }

    /** Releases the lock and closes the connection as it was: a pool passes it on to others, who expect no limit. */
    static void letGo(Connection connection) {
        try (connection;
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_unlock(" + KEY + ")"); // without the lock, only a warning
            statement.execute("RESET application_name");
            connection.setNetworkTimeout(Runnable::run, 0);
        } catch (SQLException e) {
            LOG.debug("The lock was lost with its connection: {}", Failures.inWords(e));
        }
    }
}
