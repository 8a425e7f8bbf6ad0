package org.holdfast.beans.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.holdfast.beans.settings.StoreSettings;
import org.holdfast.beans.store.Database;
import org.holdfast.beans.store.FaultyDataSource;
import org.holdfast.beans.store.KilledBroker;
import org.holdfast.beans.store.connection.ConfiguredDataSource;
import org.holdfast.beans.store.connection.DatabaseException;
import org.holdfast.engine.commit.StoreException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A damaged database is refused, left as it is and copied, before anything is written; a killed broker's is not damaged. */
class DamagedDatabaseTest {
    private static final int LOG_HEADER = 32;
    private static final int FRAME = 24 + KilledBroker.PAGE;

    @TempDir
    Path folder;

    @TempDir
    Path workshop;

    private KilledBroker killed;

    @BeforeEach
    void kill() throws SQLException, IOException {
        killed = KilledBroker.in(folder, workshop);
    }

    @Test
    void whatAKilledBrokerLeavesIsWhole() throws SQLException, IOException {
        assertThat(killed.log()).isNotEmptyFile();

        assertOpensWithEverything();
    }

    @Test
    void commitThatAKillHasCutOffIsNoDamage() throws SQLException, IOException {
        Files.write(killed.log(), new byte[1_000], StandardOpenOption.APPEND);

        assertOpensWithEverything();
    }

    @Test
    void overwrittenBeginning() throws IOException {
        KilledBroker.garble(killed.file(), 0, 100);

        assertRefused("the file is not an SQLite database, or its header was overwritten");
    }

    @Test
    void fileThatIsCutOff() throws SQLException, IOException {
        KilledBroker.cut(killed.withoutLog().file(), 3 * KilledBroker.PAGE);

        assertRefused("SQLITE_CORRUPT");
    }

    @Test
    void pageOfGarbageInTheMiddle() throws SQLException, IOException {
        long pages = Files.size(killed.withoutLog().file()) / KilledBroker.PAGE;
        KilledBroker.garble(killed.file(), (pages - 4) * KilledBroker.PAGE, KilledBroker.PAGE);

        assertRefused("page");
    }

    @Test
    void everyPageOfGarbageIsFound() throws SQLException, IOException {
        byte[] whole = Files.readAllBytes(killed.withoutLog().file());

        for (int page = 1; page < whole.length / KilledBroker.PAGE; page++) {
            Files.write(killed.file(), whole);
            KilledBroker.garble(killed.file(), (long) page * KilledBroker.PAGE, KilledBroker.PAGE);
            assertThatThrownBy(killed::open).as("page %d", page).isInstanceOf(DatabaseException.class);
        }
    }

    static Stream<Long> placesInTheLog() {
        return IntStream.range(0, 20).mapToObj(i -> i * 9_133L);
    }

    @ParameterizedTest
    @MethodSource("placesInTheLog")
    void whereverTheLogIsOverwrittenNoCommitIsMissingInSilence(long place) throws SQLException, IOException {
        KilledBroker.garble(killed.log(), place % (Files.size(killed.log()) - 100), 100);

        assertRefused("its log holdfast.db-wal is intact only up to frame");
    }

    @Test
    void logThatIsOverwrittenIsFoundWithoutSqlitesIndexToo() throws IOException {
        Files.delete(killed.index());
        KilledBroker.garble(killed.log(), LOG_HEADER + 4L * FRAME + 500, 10);

        assertRefused("its log holdfast.db-wal is intact only up to frame 4");
    }

    @Test
    void logWhoseHeaderIsOverwritten() throws IOException {
        Files.delete(killed.index());
        KilledBroker.garble(killed.log(), 0, LOG_HEADER);

        assertRefused("its log holdfast.db-wal is intact only up to frame 0");
    }

    @Test
    void logThatIsCutOff() throws IOException {
        KilledBroker.cut(killed.log(), FRAME);

        assertRefused("its log holdfast.db-wal is intact only up to frame");
    }

    @Test
    void logThatIsMissing() throws IOException {
        Files.delete(killed.log());

        assertRefused("its log holdfast.db-wal is missing");
    }

    @Test
    void emptyFileBesideALog() throws IOException {
        Files.write(killed.file(), new byte[0]);

        assertRefused("the file is empty, but its log holdfast.db-wal is not");
    }

    @Test
    void missingFileBesideALog() throws IOException {
        Files.delete(killed.file());

        assertRefused("the file is missing, but its log holdfast.db-wal is not");
    }

    @Test
    void afterAPowerCutTheIndexIsNotBelieved() throws SQLException, IOException {
        Files.writeString(killed.lock(), "the time since the machine was started before");
        KilledBroker.cut(killed.log(), FRAME);

        killed.open().close();

        assertThat(killed.exactRows()).isLessThan(KilledBroker.ROWS);
    }

    @Test
    void holesInTheLogOfAPowerCutAreWhatNormalMeans() throws IOException {
        KilledBroker.garble(killed.log(), LOG_HEADER + 4L * FRAME + 500, 10);
        StoreSettings normal = new StoreSettings(killed.settings().url(), null, null, 1_024, "NORMAL");

        Database.open(normal, new ConfiguredDataSource(normal)).close();

        assertThat(copies()).isEmpty();
    }

    @Test
    void sameDamageIsCopiedOnce() throws IOException {
        KilledBroker.cut(killed.log(), FRAME);
        String first = refusal();

        assertThat(refusal()).isEqualTo(first);
        assertThat(copies()).hasSize(2); // the database and its log
    }

    @Test
    void otherDamageIsCopiedToo() throws IOException {
        Files.copy(killed.file(), folder.resolve("holdfast.db.damaged-20200101-000000"));
        KilledBroker.cut(killed.log(), FRAME);

        refusal();

        assertThat(copies()).hasSize(3);
    }

    @Test
    void copyThatCannotBeMadeIsSaidAndTheFileIsLeft() throws IOException {
        KilledBroker.garble(killed.file(), 0, 100);
        for (int second = -2; second < 10; second++) { // where the copy would go there is a folder already
            Files.createDirectories(folder.resolve(name(second) + "/in-the-way"));
        }

        assertThat(refusal()).contains("a copy could not be made", "so copy it first");
    }

    private static String name(int second) {
        return "holdfast.db.damaged-"
                + DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss")
                        .withZone(ZoneOffset.UTC)
                        .format(Instant.now().plusSeconds(second));
    }

    @Test
    void rowThatMakesNoSenseIsDamageToo() {
        try (Database database = killed.open()) {
            DatabaseException refusal = database.unreadable(new StoreException(
                    "the database cannot be read", new IllegalArgumentException("property 0xee is none")));

            assertThat(refusal)
                    .hasMessageContaining(killed.file() + " is damaged: property 0xee is none")
                    .hasMessageContaining("holdfast.db.damaged-");
        }
    }

    @Test
    void databaseThatDoesNotAnswerIsNoDamage() throws IOException {
        try (Database database = killed.open()) {
            SQLException busy = new SQLException("[SQLITE_BUSY] The database file is locked", null, 5);
            DatabaseException refusal = database.unreadable(new StoreException("the database", busy));

            assertThat(refusal)
                    .hasMessageContaining("cannot be loaded: [SQLITE_BUSY]")
                    .hasMessageContaining("Stop the other program that has locked it")
                    .hasMessageNotContaining("damaged");
        }
        assertThat(copies()).isEmpty();
    }

    @Test
    void diskThatIsFullAtTheFirstStart() throws IOException {
        KilledBroker none = new KilledBroker(Files.createDirectory(folder.resolve("new")));
        FaultyDataSource full = new FaultyDataSource(none.dataSource(), "PRAGMA max_page_count = 4");

        assertThatThrownBy(() -> Database.open(none.settings(), full))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("SQLITE_FULL")
                .hasMessageContaining("Free space on its disk");
    }

    @Test
    void folderThatNobodyMayWrite() {
        StoreSettings settings = new StoreSettings("jdbc:sqlite:/proc/holdfast.db", null, null, 1_024, "FULL");

        assertThatThrownBy(() -> Database.open(settings, new ConfiguredDataSource(settings)))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("the data folder /proc cannot be written")
                .hasMessageContaining("holdfast.sqlite.mounted-file-path");
    }

    private void assertOpensWithEverything() throws SQLException, IOException {
        killed.open().close();

        assertThat(killed.exactRows()).isEqualTo(KilledBroker.ROWS);
        assertThat(copies()).isEmpty();
    }

    private void assertRefused(String what) throws IOException {
        byte[][] before = {read(killed.file()), read(killed.log())};

        assertThat(refusal())
                .startsWith("the database " + killed.file() + " is damaged: ")
                .contains(what, "It was not changed; a copy is " + folder + "/holdfast.db.damaged-")
                .contains("Restore a backup", "sqlite3 holdfast.db .recover | sqlite3 recovered.db")
                .doesNotContain("\n");

        assertThat(new byte[][] {read(killed.file()), read(killed.log())}).isDeepEqualTo(before);
        assertThat(copies()).allSatisfy(copy -> assertThat(copy)
                .hasBinaryContent(copy.toString().endsWith("-wal") ? before[1] : before[0]));
        assertThat(copies())
                .hasSize(Math.toIntExact(
                        Stream.of(before).filter(content -> content.length > 0).count()));
    }

    private static byte[] read(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    }

    private String refusal() {
        return String.valueOf(
                catchThrowableOfType(DatabaseException.class, killed::open).getMessage());
    }

    private List<Path> copies() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().contains(".damaged-"))
                    .toList();
        }
    }
}
