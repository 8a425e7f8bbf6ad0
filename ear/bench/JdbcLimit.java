import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Locale;

/**
 * The raw limit of the database: a JDBC batch writer and nothing else, into the table that Holdfast has, with the topics and
 * payloads of {@code mqload retpub}, and with SQLite's defaults except for what the arguments say. Writes twice as many other rows
 * first, to be as warm as a broker is. Prints one line of JSON.
 *
 * <p>{@code java -cp sqlite-jdbc.jar:slf4j-api.jar JdbcLimit.java FILE ROWS ROWS_OF_ONE_COMMIT SYNCHRONOUS}
 */
public final class JdbcLimit {
    private static final String TABLE = """
            CREATE TABLE retained_message (
                topic TEXT NOT NULL PRIMARY KEY COLLATE BINARY, payload BLOB NOT NULL, qos INTEGER NOT NULL,
                properties BLOB NOT NULL, publisher TEXT NOT NULL, published_at INTEGER NOT NULL, expires_at INTEGER,
                version_clock INTEGER NOT NULL, version_node INTEGER NOT NULL) STRICT
            """;
    private static final String INDEX = "CREATE INDEX retained_message_expiry ON retained_message (expires_at)"
            + " WHERE expires_at IS NOT NULL";
    private static final String UPSERT = """
            INSERT INTO retained_message VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (topic) DO UPDATE SET
                payload = excluded.payload, qos = excluded.qos, properties = excluded.properties,
                publisher = excluded.publisher, published_at = excluded.published_at, expires_at = excluded.expires_at,
                version_clock = excluded.version_clock, version_node = excluded.version_node
            """;

    private JdbcLimit() {}

    public static void main(String... arguments) throws SQLException {
        int rows = Integer.parseInt(arguments[1]);
        int commit = Integer.parseInt(arguments[2]);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + Path.of(arguments[0]))) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA journal_mode = WAL");
                statement.execute("PRAGMA synchronous = " + arguments[3]);
                statement.execute("PRAGMA cache_size = -102400");
                statement.execute(TABLE);
                statement.execute(INDEX);
            }
            connection.setAutoCommit(false);
            write(connection, "warm", 2 * rows, commit);
            long begin = System.nanoTime();
            write(connection, "new", rows, commit);
            double seconds = (System.nanoTime() - begin) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "{\"mode\":\"jdbc\",\"rows\":%d,\"commit\":%d,\"seconds\":%.3f,\"rate\":%.0f}%n",
                    rows,
                    commit,
                    seconds,
                    rows / seconds);
        }
    }

    private static void write(Connection connection, String prefix, int rows, int commit) throws SQLException {
        byte[] payload = new byte[128];
        Arrays.fill(payload, (byte) 'x');
        try (PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
            for (int row = 0; row < rows; row++) {
                upsert.setString(
                        1, prefix + "/site" + row % 10 + "/line" + row / 10 % 100 + "/dev" + row + "/state");
                upsert.setBytes(2, payload);
                upsert.setInt(3, 1);
                upsert.setBytes(4, new byte[0]);
                upsert.setString(5, "mql-1-1");
                upsert.setLong(6, row);
                upsert.setObject(7, null);
                upsert.setLong(8, row);
                upsert.setInt(9, 0);
                upsert.addBatch();
                if ((row + 1) % commit == 0 || row + 1 == rows) {
                    upsert.executeBatch();
                    connection.commit();
                }
            }
        }
    }
}
