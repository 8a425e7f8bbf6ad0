package org.holdfast.beans.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.holdfast.beans.settings.StoreSettings;
import org.holdfast.beans.store.connection.DatabaseInUseException;
import org.holdfast.beans.store.sqlite.DataFolder;
import org.holdfast.beans.store.sqlite.Inspection;
import org.holdfast.beans.store.sqlite.SqliteCopy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/**
 * A process has one set of locks of a file, and loses it when any of its parts closes that file. Here a pool of the server has the
 * database open, with a library of SQLite that is not Holdfast's own; without its locks another process that closes the database
 * deletes the log under it, and what is acknowledged afterwards is in no file.
 */
class LocksOfThisProcessTest {
    private static final Path LOCKS = Path.of("/proc/locks");

    @TempDir
    Path folder;

    private URLClassLoader ofTheServer;
    private DataSource pool;
    private Connection pooled;
    private StoreSettings settings;

    @BeforeEach
    void openAPool() throws Exception {
        assumeTrue(Files.exists(LOCKS), "only Linux tells which locks there are");
        URL driver =
                SQLiteDataSource.class.getProtectionDomain().getCodeSource().getLocation();
        URL slf4j = org.slf4j.Logger.class.getProtectionDomain().getCodeSource().getLocation();
        ofTheServer = new URLClassLoader(new URL[] {driver, slf4j}, ClassLoader.getPlatformClassLoader());
        pool = (DataSource) ofTheServer
                .loadClass(SQLiteDataSource.class.getName())
                .getDeclaredConstructor()
                .newInstance();
        String url = "jdbc:sqlite:" + folder.resolve("plant.db");
        pool.getClass().getMethod("setUrl", String.class).invoke(pool, url);
        settings = new StoreSettings("jdbc/plant", url, null, null, 1_024, "FULL", false);
        pooled = pool.getConnection();
        execute("PRAGMA journal_mode = WAL");
        execute("CREATE TABLE retained_message (topic TEXT)");
        execute("INSERT INTO retained_message VALUES ('plant/state')");
    }

    @AfterEach
    void closeThePool() throws Exception {
        if (pooled != null) {
            pooled.close();
            ofTheServer.close();
        }
    }

    @Test
    void inspectionLeavesThem() throws IOException {
        List<String> before = locks(folder.resolve("plant.db-shm"));
        assertThat(before).isNotEmpty();

        new Inspection(settings, true, pool::getConnection).requireSound();

        assertThat(locks(folder.resolve("plant.db-shm"))).isEqualTo(before);
    }

    @Test
    void copyLeavesThemAndTheLog() throws IOException, SQLException {
        List<String> before = locks(folder.resolve("plant.db-shm"));

        assertThat(new SqliteCopy(settings, pool).writeTo(Files.createFile(folder.resolve("copy.db"))))
                .isEqualTo(1);

        assertThat(locks(folder.resolve("plant.db-shm"))).isEqualTo(before);
        execute("INSERT INTO retained_message VALUES ('plant/later')");
        assertThat(rowsForOthers()).isEqualTo(2);
    }

    @Test
    void secondBrokerInThisProcessLeavesTheFolderTaken() throws IOException {
        try (DataFolder first = DataFolder.take(folder.resolve("plant.db"))) {
            List<String> before = locks(folder.resolve("holdfast.lock"));
            assertThat(before).hasSize(1);

            assertThatThrownBy(() -> DataFolder.take(folder.resolve("plant.db")))
                    .isInstanceOf(DatabaseInUseException.class);

            assertThat(locks(folder.resolve("holdfast.lock"))).isEqualTo(before);
            assertThat(first.isOfThisBoot()).isFalse();
        }
        DataFolder.take(folder.resolve("plant.db")).close();
    }

    @Test
    void secondBrokerInThisProcessFindsTheFolderTakenByAnotherPathToo() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Files.createDirectory(folder.resolve("data")));
        DataFolder first = DataFolder.take(folder.resolve("data/plant.db"));
        try {
            assertThatThrownBy(() -> DataFolder.take(link.resolve("plant.db")))
                    .isInstanceOf(DatabaseInUseException.class);
        } finally {
            first.close();
        }
    }

    /** The locks that the kernel knows of a file, without the numbers that it gives them. */
    private static List<String> locks(Path file) throws IOException {
        String inode = ":" + Files.getAttribute(file, "unix:ino") + " ";
        try (Stream<String> lines = Files.lines(LOCKS)) {
            return lines.filter(line -> line.contains(inode)
                            && line.contains(" " + ProcessHandle.current().pid() + " "))
                    .map(line -> line.replaceFirst("^\\d+: ", ""))
                    .sorted()
                    .toList();
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = pooled.createStatement()) {
            statement.execute(sql);
        }
    }

    private long rowsForOthers() throws SQLException {
        try (Connection other = pool.getConnection();
                Statement statement = other.createStatement();
                ResultSet result = statement.executeQuery("SELECT count(*) FROM retained_message")) {
            result.next();
            return result.getLong(1);
        }
    }
}
