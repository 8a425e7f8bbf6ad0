package org.holdfast.beans.store.connection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import org.holdfast.beans.settings.StoreSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The requirements for a connection, whoever creates it, so that acknowledged data is on disk, and reads return what was written.
 *
 * @param settings the settings of its database
 */
public record ConnectionRequirements(StoreSettings settings) {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionRequirements.class);

    /** {@code PRAGMA synchronous} as a number: OFF, NORMAL, FULL, EXTRA. */
    private static final List<String> SYNCHRONOUS = List.of("OFF", "NORMAL", "FULL", "EXTRA");

    /**
     * Checks a connection.
     *
     * @throws DatabaseException if a requirement is not met; the message names it, and what to do
     * @throws SQLException if the connection fails
     */
    public void requireOf(Connection connection) throws SQLException {
        if (connection.isReadOnly()) {
            throw refusal("is read-only. Make it writable");
        }
        if (settings.isSqlite()) {
            requireOfSqlite(connection);
        } else {
            requireOfPostgresql(connection);
        }
    }

    private void requireOfSqlite(Connection connection) throws SQLException {
        requireFile(ask(connection, "SELECT file FROM pragma_database_list WHERE name = 'main'"));
        if (connection.getTransactionIsolation() != Connection.TRANSACTION_SERIALIZABLE) {
            throw refusal("reads uncommitted data. Leave its transaction isolation out, or set it to serializable");
        }
        String journal = journal(connection);
        if (!journal.equalsIgnoreCase("wal")) {
            throw refusal("has the journal mode " + journal.toUpperCase(Locale.ROOT)
                    + ". Leave the journal mode out of its properties, or set it to WAL");
        }
        int synchronous = Integer.parseInt(ask(connection, "PRAGMA synchronous"));
        if (synchronous < SYNCHRONOUS.indexOf(settings.synchronous())) {
            throw refusal("has synchronous=" + SYNCHRONOUS.get(synchronous)
                    + ", which is weaker than holdfast.sqlite.synchronous=" + settings.synchronous()
                    + ". Set the same value in its properties");
        }
    }

    /** Checks the file: otherwise the folder of another file would be locked, and another log inspected. */
    private void requireFile(String ofSqlite) {
        try {
            if (Files.isSameFile(Path.of(ofSqlite), settings.file())) {
                return;
            }
        } catch (IOException e) { // there is no such file
            LOG.debug("{} is not {}", ofSqlite, settings.file(), e);
        }
        throw refusal("refers to the file " + ofSqlite + ", but its URL was read as " + settings.file()
                + ". Name the file by its absolute path");
    }

    /**
     * Returns the journal mode, set to WAL if possible. In a transaction it cannot be set; but there another connection has set it,
     * which this one notices when it reads.
     */
    private static String journal(Connection connection) throws SQLException {
        ask(connection, "SELECT count(*) FROM sqlite_master");
        String journal = ask(connection, "PRAGMA journal_mode");
        return journal.equalsIgnoreCase("wal") ? journal : ask(connection, "PRAGMA journal_mode = WAL");
    }

    private void requireOfPostgresql(Connection connection) throws SQLException {
        requireReadCommitted(connection.getTransactionIsolation());
        if (ask(connection, "SHOW transaction_read_only").equals("on")) {
            throw refusal("refers to a read-only server, such as a standby. Let it refer to the primary");
        }
        String encoding = ask(connection, "SHOW server_encoding");
        if (!encoding.equals("UTF8")) {
            throw refusal("has the encoding " + encoding
                    + ", which cannot represent every topic. Use a database with ENCODING 'UTF8'");
        }
        requireDurability(connection);
    }

    private void requireReadCommitted(int isolation) {
        if (isolation != Connection.TRANSACTION_READ_COMMITTED) {
            throw refusal("has the transaction isolation " + inWords(isolation)
                    + ", which makes valid commits fail. Set it to read-committed");
        }
    }

    private void requireDurability(Connection connection) throws SQLException {
        for (String parameter : List.of("synchronous_commit", "fsync")) {
            if (ask(connection, "SHOW " + parameter).equals("off")) {
                throw refusal(
                        "has " + parameter + "=off in PostgreSQL, which can lose committed transactions. Set it to on");
            }
        }
    }

    private static String inWords(int isolation) {
        return switch (isolation) {
            case Connection.TRANSACTION_READ_UNCOMMITTED -> "read-uncommitted";
            case Connection.TRANSACTION_REPEATABLE_READ -> "repeatable-read";
            case Connection.TRANSACTION_SERIALIZABLE -> "serializable";
            default -> Integer.toString(isolation);
        };
    }

    private static String ask(Connection connection, String question) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(question)) {
            answer.next();
            return answer.getString(1);
        }
    }

    /** Returns the reason why the database is not used, in a line that names it. */
    public DatabaseException refusal(String what) {
        String jndiName = settings.jndiName();
        return new DatabaseException(
                (jndiName == null ? "the database " + settings.location() : "the data source " + jndiName) + " " + what
                        + ".");
    }

    /** Returns the reason why a database that does not answer is not used, in a line that says where to look. */
    public DatabaseException unreachable(SQLException e) {
        String jndiName = settings.jndiName();
        return new DatabaseException(
                "the database " + settings.location() + " cannot be opened: " + Failures.inWords(e) + ". Check "
                        + (jndiName == null
                                ? "holdfast.datasource.url, .user and .password"
                                : "the connection pool of " + jndiName)
                        + ", and that the database is running.",
                e);
    }
}
