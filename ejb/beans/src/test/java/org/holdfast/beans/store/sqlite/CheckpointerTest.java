package org.holdfast.beans.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.holdfast.beans.settings.StoreSettings;
import org.holdfast.beans.store.FaultyDataSource;
import org.holdfast.beans.store.connection.ConfiguredDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SQLite's log, which is copied into the database beside the commits. */
class CheckpointerTest {
    private static final int MEGABYTE = 1 << 20;
    private static final int MEGABYTES = 400;
    private static final long LONGEST_LOG = 220L * MEGABYTE;

    @TempDir
    Path folder;

    private Path file;
    private ConfiguredDataSource dataSource;

    @BeforeEach
    void createTable() throws SQLException {
        file = folder.resolve("holdfast.db");
        dataSource = new ConfiguredDataSource(new StoreSettings("jdbc:sqlite:" + file, null, null, 1_024, "FULL"));
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (number INTEGER PRIMARY KEY, content BLOB)");
        }
    }

    @Test
    void whatIsCommittedIsSoonInTheDatabaseFile() throws SQLException, IOException, InterruptedException {
        try (Checkpointer checkpointer = Checkpointer.start(dataSource, Thread::new);
                Connection connection = dataSource.getConnection()) {
            checkpointer.around(() -> insert(connection, 1, "first".getBytes(StandardCharsets.US_ASCII)));
            awaitInFile("first");
        }
    }

    @Test
    void aFailureIsFollowedByAnotherTry() throws SQLException, IOException, InterruptedException {
        FaultyDataSource faulty = new FaultyDataSource(dataSource, "nonsense");
        try (Checkpointer checkpointer = Checkpointer.start(faulty, Thread::new);
                Connection connection = dataSource.getConnection()) {
            checkpointer.around(() -> insert(connection, 1, "first".getBytes(StandardCharsets.US_ASCII)));
            TimeUnit.MILLISECONDS.sleep(100);
            faulty.begin("PRAGMA user_version");
            checkpointer.around(() -> insert(connection, 2, "second".getBytes(StandardCharsets.US_ASCII)));
            awaitInFile("second");
        }
    }

    @Test
    void theLogStaysBoundedHoweverFastTheWriterIs() throws SQLException, IOException {
        try (Checkpointer checkpointer = Checkpointer.start(dataSource, Thread::new);
                Connection connection = dataSource.getConnection()) {
            for (int i = 0; i < MEGABYTES; i++) {
                int number = i;
                checkpointer.around(() -> insert(connection, number, new byte[MEGABYTE]));
            }
            assertThat(Files.size(folder.resolve("holdfast.db-wal"))).isLessThan(LONGEST_LOG);
        }
    }

    private static void insert(Connection connection, int number, byte[] content) {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (?, ?)")) {
            insert.setInt(1, number);
            insert.setBytes(2, content);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** In the file itself, without the log. */
    private void awaitInFile(String content) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!Files.readString(file, StandardCharsets.ISO_8859_1).contains(content)) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }
}
