package org.holdfast.beans.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.holdfast.beans.settings.StoreSettings;
import org.holdfast.beans.store.connection.ConfiguredDataSource;
import org.holdfast.beans.store.connection.DatabaseException;
import org.holdfast.beans.store.connection.OwnerOnly;
import org.holdfast.beans.store.offline.OfflineDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may read what is in a data folder. */
class FolderPermissionsTest {
    private static final String OWNER_ONLY = "rw-------";
    private static final String EVERYBODY = "rw-r--r--";

    @TempDir
    Path folder;

    private Path database;

    @BeforeEach
    void nameDatabase() {
        database = folder.resolve("data/holdfast.db");
    }

    @Test
    void newDatabaseWithItsLogAndItsFolderIsClosedToOthersWhileItIsOpen() throws Exception {
        try (OfflineDatabase taken = OfflineDatabase.take(settings());
                Connection connection = new ConfiguredDataSource(settings()).getConnection()) {
            assertThat(connection.isReadOnly()).isFalse();
            assertThat(files(folder.resolve("data")))
                    .extracting(Path::getFileName)
                    .extracting(Path::toString)
                    .contains("holdfast.db", "holdfast.db-wal", "holdfast.db-shm", "holdfast.lock");
            assertThat(files(folder.resolve("data"))).allSatisfy(file -> assertThat(permissions(file))
                    .as("%s of %s", file, taken)
                    .isEqualTo(OWNER_ONLY));
        }
        assertThat(permissions(folder.resolve("data"))).isEqualTo("rwx------");
    }

    @Test
    void filesOfAnEarlierVersionAreClosedToOthersAndTheFolderStaysAsItIs() throws IOException {
        Files.createDirectories(folder.resolve("data/backups"));
        List<Path> earlier = Stream.of(
                        "holdfast.db", "holdfast.db.damaged-20260101-000000", "holdfast.lock", "backups/holdfast-1.db")
                .map(name -> folder.resolve("data").resolve(name))
                .toList();
        for (Path file : earlier) {
            open(Files.createFile(file));
        }
        List<Path> others = List.of(
                open(Files.createFile(folder.resolve("data/readme.txt"))),
                open(Files.createFile(folder.resolve("data/backups/photos.zip"))));

        DataFolder.take(database).close();

        assertThat(earlier).allSatisfy(file -> assertThat(permissions(file)).isEqualTo(OWNER_ONLY));
        assertThat(others).allSatisfy(file -> assertThat(permissions(file)).isEqualTo(EVERYBODY));
    }

    @Test
    void linkLeadsNowhere() throws IOException {
        Path other = open(Files.createFile(folder.resolve("other")));
        Files.createDirectory(folder.resolve("data"));
        Files.createSymbolicLink(folder.resolve("data/holdfast.db.damaged-1"), other);

        DataFolder.take(database).close();

        assertThat(permissions(other)).isEqualTo(EVERYBODY);
    }

    @Test
    void copyOfADamagedDatabaseIsClosedToOthers() throws IOException {
        Files.createDirectory(folder.resolve("data"));
        Files.writeString(open(Files.createFile(database)), "damaged");

        Path copy = new DamagedCopy(new SqliteFiles(database), Clock.systemUTC()).keep();

        assertThat(copy).hasContent("damaged");
        assertThat(permissions(copy)).isEqualTo(OWNER_ONLY);
    }

    @Test
    void fileOfAnotherUserIsRefusedAndLeftAsItIs() throws IOException {
        Files.createDirectory(folder.resolve("data"));
        open(Files.createFile(database));

        assertThatThrownBy(() -> new FolderPermissions(database, folder.resolve("data/holdfast.lock"))
                        .closeToOthers(() -> "another"))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining(database + " belongs to the user "
                        + Files.getOwner(database).getName())
                .hasMessageContaining("this process runs as another");
        assertThat(permissions(database)).isEqualTo(EVERYBODY);
    }

    @Test
    void fileSystemWithoutPermissionsIsUsedAsItIs() throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(folder.resolve("a.zip"), Map.of("create", "true"))) {
            Path file = zip.getPath("/a/b/holdfast.db");
            OwnerOnly.createFolder(zip.getPath("/a/b"));
            OwnerOnly.createFile(file);
            OwnerOnly.open(
                            file.resolveSibling("holdfast.lock"),
                            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE))
                    .close();

            new FolderPermissions(file, file.resolveSibling("holdfast.lock")).closeToOthers();

            assertThat(Files.exists(file)).isTrue();
        }
    }

    private StoreSettings settings() {
        return new StoreSettings("jdbc:sqlite:" + database, null, null, 1_024, "FULL");
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static Path open(Path file) throws IOException {
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(EVERYBODY));
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
