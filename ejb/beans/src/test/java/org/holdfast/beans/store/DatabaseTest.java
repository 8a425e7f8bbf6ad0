package org.holdfast.beans.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.holdfast.beans.settings.StoreSettings;
import org.holdfast.beans.store.connection.ConfiguredDataSource;
import org.holdfast.beans.store.connection.DatabaseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What happens to a database file before and after its use. */
class DatabaseTest {
    @TempDir
    Path folder;

    @Test
    void missingFolderIsMade() {
        Path file = folder.resolve("a/b/holdfast.db");

        open(file).close();

        assertThat(file).exists();
    }

    @Test
    void closedDatabaseIsOneFile() throws SQLException, IOException {
        Path file = folder.resolve("holdfast.db");
        Database database = open(file);
        execute(file, "DELETE FROM retained_message");

        database.close();

        Path log = folder.resolve("holdfast.db-wal");
        assertThat(!Files.exists(log) || Files.size(log) == 0).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"journal_mode, wal", "synchronous,  2", "cache_size,   -4321", "busy_timeout, 10000"})
    void everyConnectionHasThePragmasOfTheSettings(String pragma, String value) throws SQLException {
        ConfiguredDataSource dataSource = new ConfiguredDataSource(
                new StoreSettings("jdbc:sqlite:" + folder.resolve("holdfast.db"), null, null, 4321, "FULL"));

        try (Connection first = dataSource.getConnection();
                Connection second = dataSource.getConnection()) {
            assertThat(pragma(first, pragma)).isEqualTo(value);
            assertThat(pragma(second, pragma)).isEqualTo(value);
        }
    }

    @Test
    void writerWaitsForAnother() throws Exception {
        Path file = folder.resolve("holdfast.db");
        open(file).close();
        CompletableFuture<Void> second;
        try (Connection first = dataSource(file).getConnection();
                Statement write = first.createStatement()) {
            first.setAutoCommit(false);
            write.execute("DELETE FROM retained_message");
            second = CompletableFuture.runAsync(() -> executeUnchecked(file, "DELETE FROM retained_message"));
            CompletableFuture<Void> waiting = second;
            assertThatThrownBy(() -> waiting.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            first.commit();
        }
        assertThat(second).succeedsWithin(Duration.ofSeconds(60));
    }

    @ParameterizedTest
    @CsvSource({"this is not a database at all", "SQLite format 2"})
    void fileThatIsNoDatabaseIsRefusedAndLeftAsItIs(String content) throws IOException {
        Path file = folder.resolve("holdfast.db");
        Files.writeString(file, content);

        assertThatThrownBy(() -> open(file))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("the database " + file + " is damaged: the file is not an SQLite database")
                .hasMessageContaining("It was not changed");
        assertThat(file).hasContent(content);
    }

    @Test
    void fileThatOnlyBeginsLikeADatabaseIsRefusedAndLeftAsItIs() throws IOException {
        Path file = folder.resolve("holdfast.db");
        byte[] content = ("SQLite format 3\0" + "x".repeat(10_000)).getBytes(StandardCharsets.US_ASCII);
        Files.write(file, content);

        assertThatThrownBy(() -> open(file))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("file is not a database");
        assertThat(file).hasBinaryContent(content);
    }

    @Test
    void emptyFileBecomesADatabase() throws IOException {
        Path file = Files.createFile(folder.resolve("holdfast.db"));

        open(file).close();

        assertThat(file).isNotEmptyFile();
    }

    @Test
    void newerTablesAreRefusedAndLeftAsTheyAre() throws SQLException, IOException {
        Path file = folder.resolve("holdfast.db");
        open(file).close();
        execute(
                file,
                "INSERT INTO flyway_schema_history SELECT 99, '99', 'from the future', type, 'V99__future.sql',"
                        + " 7, installed_by, installed_on, 1, 1 FROM flyway_schema_history LIMIT 1");
        execute(file, "PRAGMA wal_checkpoint(TRUNCATE)");
        byte[] before = Files.readAllBytes(file);

        assertThatThrownBy(() -> open(file))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("have version 99, which is newer than this Holdfast");
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void databaseOfAnotherProgramIsRefusedAndLeftAsItIs() throws SQLException, IOException {
        Path file = folder.resolve("holdfast.db");
        execute(file, "CREATE TABLE somebody_elses (x INTEGER)");
        execute(file, "PRAGMA wal_checkpoint(TRUNCATE)");
        byte[] before = Files.readAllBytes(file);

        assertThatThrownBy(() -> open(file)).isInstanceOf(DatabaseException.class);
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void folderHasOneBrokerAtATime() {
        Path file = folder.resolve("holdfast.db");
        Database first = open(file);

        assertThatThrownBy(() -> open(file))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("another Holdfast uses the data folder");

        first.close();
        open(file).close();
    }

    @Test
    void linkToADatabaseIsRefused() throws IOException {
        Path file = Files.createDirectory(folder.resolve("elsewhere")).resolve("plant.db");
        open(file).close();
        Path symbolic = Files.createSymbolicLink(folder.resolve("holdfast.db"), file);
        assertThatThrownBy(() -> open(symbolic))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("is a symbolic link to " + file);

        Path hard = Files.createLink(folder.resolve("hard.db"), file);
        assertThatThrownBy(() -> open(hard))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("has several hard links");
    }

    @Test
    void folderThatIsAFileIsRefused() throws IOException {
        Path noFolder = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> open(noFolder.resolve("holdfast.db")))
                .isInstanceOf(DatabaseException.class)
                .hasMessage(
                        "the data folder %s is a file. Set holdfast.sqlite.mounted-file-path to a folder.", noFolder);
        assertThatThrownBy(() -> open(noFolder.resolve("below/holdfast.db")))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("does not exist and cannot be created");
    }

    @Test
    void databaseThatDoesNotAnswerIsNamedWithoutItsParameters() {
        StoreSettings settings =
                new StoreSettings("jdbc:postgresql://127.0.0.1:1/holdfast?password=secret", "me", null, 0, "FULL");

        assertThatThrownBy(() -> Database.open(settings, new ConfiguredDataSource(settings)))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("jdbc:postgresql://127.0.0.1:1/holdfast cannot be opened")
                .hasMessageContaining("holdfast.datasource.url")
                .hasMessageNotContaining("secret");
    }

    private static Database open(Path file) {
        return Database.open(settings(file), dataSource(file));
    }

    private static ConfiguredDataSource dataSource(Path file) {
        return new ConfiguredDataSource(settings(file));
    }

    private static StoreSettings settings(Path file) {
        return new StoreSettings("jdbc:sqlite:" + file, null, null, 1_024, "FULL");
    }

    private static void execute(Path file, String sql) throws SQLException {
        try (Connection connection = dataSource(file).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void executeUnchecked(Path file, String sql) {
        try {
            execute(file, sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pragma(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("PRAGMA " + name)) {
            result.next();
            return result.getString(1);
        }
    }
}
