package org.holdfast.beans.store;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.holdfast.beans.store.connection.PlainDataSource;
import org.jspecify.annotations.Nullable;

/** Connections that do what a test wants at the calls that write. For one thread at a time. */
public final class FaultyDataSource extends PlainDataSource {
    private final DataSource real;
    private volatile String pragma;
    private Fault fault = (call, number) -> {};
    private int number;

    /** What happens instead of a call, or before it. */
    @FunctionalInterface
    interface Fault {
        /**
         * Does it.
         *
         * @param call the name of the method of JDBC
         * @param number how many calls there have been before
         */
        void before(String call, int number) throws SQLException;
    }

    /** Connections of another data source, each of which begins with a statement. */
    public FaultyDataSource(DataSource real, String pragma) {
        this.real = real;
        this.pragma = pragma;
    }

    /** Connections of another data source, as they are. */
    public FaultyDataSource(DataSource real) {
        this(real, "PRAGMA user_version");
    }

    /** From now on each connection begins with another statement. */
    public void begin(String statement) {
        this.pragma = statement;
    }

    /** From now on this happens, and calls are counted anew. */
    void inject(Fault fault) {
        this.fault = fault;
        this.number = 0;
    }

    /** How many calls there have been since the last fault was injected. */
    int calls() {
        return number;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = real.getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute(pragma);
        }
        return (Connection) watched(connection, Connection.class);
    }

    private Object watched(Object target, Class<?> type) {
        InvocationHandler handler = (proxy, method, arguments) -> invoke(target, method, arguments);
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
    }

    private @Nullable Object invoke(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        if (isWatched(method.getName())) {
            fault.before(method.getName(), number++);
        }
        try {
            Object result = method.invoke(target, arguments);
            if (result instanceof PreparedStatement) {
                return watched(result, PreparedStatement.class);
            }
            return result instanceof Statement ? watched(result, Statement.class) : result;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static boolean isWatched(String call) {
        return call.startsWith("prepare")
                || call.startsWith("execute")
                || call.equals("addBatch")
                || call.equals("commit");
    }
}
