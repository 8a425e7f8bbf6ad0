package org.holdfast.beans.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.holdfast.beans.settings.StoreSettings;
import org.holdfast.beans.store.connection.ConfiguredDataSource;
import org.holdfast.beans.store.connection.DatabaseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables are made or changed, and in the middle of it something fails or the process dies: the next start goes on. */
class InterruptedMigrationTest {
    private static final int KILLED = 137;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void migrationThatFailsAtAnyStatementIsDoneByTheNextStart(boolean hasVersion1) throws Exception {
        int statements = statements(Files.createDirectory(folder.resolve("whole")), hasVersion1);
        int failures = 0;
        for (int statement = 0; statement < statements; statement += 1 + statements / 25) {
            Path data = Files.createDirectory(folder.resolve("failed-at-" + statement));
            prepare(data, hasVersion1);
            FaultyDataSource dataSource = new FaultyDataSource(new ConfiguredDataSource(settings(data)));
            dataSource.inject(failureAt(statement));

            if (catchThrowable(() -> Database.open(settings(data), dataSource).close()) != null) {
                failures++; // else Flyway could do without what has failed
            }
            assertNextStartWorks(data, hasVersion1);
        }
        assertThat(failures).isPositive();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8})
    void killInTheMiddleOfAMigrationIsRepairedByTheNextStart(int tenths) throws Exception {
        int statements = statements(Files.createDirectory(folder.resolve("whole")), false);
        Path data = Files.createDirectory(folder.resolve("killed"));

        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        InterruptedMigrationTest.class.getName(),
                        data.toString(),
                        Integer.toString(statements * tenths / 10))
                .inheritIO()
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(KILLED);

        assertNextStartWorks(data, false);
    }

    /** The process that dies: the folder, and at which statement. */
    public static void main(String... arguments) {
        StoreSettings settings = settings(Path.of(arguments[0]));
        int last = Integer.parseInt(arguments[1]);
        FaultyDataSource dataSource = new FaultyDataSource(new ConfiguredDataSource(settings));
        dataSource.inject((call, number) -> {
            if (number == last) {
                Runtime.getRuntime().halt(KILLED);
            }
        });
        Database.open(settings, dataSource);
    }

    @Test
    void migrationWhoseScriptIsNotTheOneThatWasAppliedIsRefusedAndChangesNothing() throws Exception {
        prepare(folder, true);
        execute(folder, "UPDATE flyway_schema_history SET checksum = 1 WHERE version = '1'");
        execute(folder, "PRAGMA wal_checkpoint(TRUNCATE)");
        byte[] before = Files.readAllBytes(folder.resolve("holdfast.db"));

        assertThatThrownBy(() -> Database.open(settings(folder), new ConfiguredDataSource(settings(folder))))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("cannot be upgraded");
        assertThat(folder.resolve("holdfast.db")).hasBinaryContent(before);
    }

    /** How many calls of JDBC an opening makes that could fail. */
    private static int statements(Path data, boolean hasVersion1) throws SQLException {
        prepare(data, hasVersion1);
        FaultyDataSource dataSource = new FaultyDataSource(new ConfiguredDataSource(settings(data)));
        Database.open(settings(data), dataSource).close();
        return dataSource.calls() - 1; // the last one is of the end
    }

    private static void prepare(Path data, boolean hasVersion1) throws SQLException {
        if (hasVersion1) {
            Flyway.configure()
                    .dataSource(new ConfiguredDataSource(settings(data)))
                    .locations("classpath:db/migration/sqlite")
                    .target("1")
                    .load()
                    .migrate();
            execute(data, "INSERT INTO retained_message VALUES ('kept', x'01', 1, x'', 'publisher', 1, NULL, 1, 0)");
        }
    }

    private static void assertNextStartWorks(Path data, boolean hasVersion1) throws SQLException, IOException {
        Database.open(settings(data), new ConfiguredDataSource(settings(data))).close();
        assertThat(count(data)).isEqualTo(hasVersion1 ? 1 : 0);
        try (var files = Files.list(data)) {
            assertThat(files.map(file -> file.getFileName().toString()).toList())
                    .isSubsetOf(List.of("holdfast.db", "holdfast.db-wal", "holdfast.db-shm", "holdfast.lock"));
        }
    }

    private static FaultyDataSource.Fault failureAt(int statement) {
        return (call, number) -> {
            if (number == statement) {
                throw new SQLException("[SQLITE_IOERR] Some kind of disk I/O error occurred", null, 10);
            }
        };
    }

    private static StoreSettings settings(Path data) {
        return new StoreSettings("jdbc:sqlite:" + data.resolve("holdfast.db"), null, null, 1_024, "FULL");
    }

    private static void execute(Path data, String sql) throws SQLException {
        try (Connection connection = new ConfiguredDataSource(settings(data)).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int count(Path data) throws SQLException {
        try (Connection connection = new ConfiguredDataSource(settings(data)).getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT COUNT(*) FROM retained_message")) {
            result.next();
            return result.getInt(1);
        }
    }
}
