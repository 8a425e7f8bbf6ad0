package org.holdfast.beans.store.connection;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A connection to SQLite that can be used again after a failure. When a write fails because the disk is full or broken, SQLite
 * ends the transaction by itself. Its driver does not notice: from then on nothing it does is in a transaction, and each
 * commit fails, until the connection is closed, which a pool does not do.
 *
 * @param driver the connection of the driver
 */
public record SqliteConnection(Connection driver) implements InvocationHandler {
    /** How long SQLite waits for another connection's lock: longer than any batch takes. */
    public static final Duration BUSY_TIMEOUT = Duration.ofSeconds(10);

    /** The number of log pages (4 KB) at which SQLite itself makes a checkpoint in a commit, if nothing else has. */
    public static final int LAST_RESORT = 65_536;

    /** SQLite's message for a commit or rollback after it has ended the transaction. */
    private static final String ENDED = "no transaction is active";

    static Connection around(Connection driver) {
        return (Connection) Proxy.newProxyInstance(
                SqliteConnection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                new SqliteConnection(driver));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getName().equals("commit")) {
            commit();
            return null;
        }
        if (method.getName().equals("rollback") && arguments == null) {
            rollback();
            return null;
        }
        try {
            return method.invoke(driver, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** Commits; rolls back if that fails: the caller writes everything again. */
    private void commit() throws SQLException {
        try {
            driver.commit();
        } catch (SQLException e) {
            try {
                rollback();
            } catch (SQLException again) {
                e.addSuppressed(again);
            }
            throw e;
        }
    }

    private void rollback() throws SQLException {
        try {
            driver.rollback();
        } catch (SQLException e) {
            if (!hasEnded(e)) {
                throw e;
            }
            begin();
        }
    }

    /** Resets the driver after SQLite has rolled back by itself, so that it begins the next transaction. */
    private void begin() throws SQLException {
        try {
            driver.setAutoCommit(true);
        } catch (SQLException e) {
            if (!hasEnded(e)) { // it commits what is not there, but takes note first
                throw e;
            }
        }
        driver.setAutoCommit(false);
    }

    private static boolean hasEnded(SQLException e) {
        return String.valueOf(e.getMessage()).contains(ENDED);
    }
}
