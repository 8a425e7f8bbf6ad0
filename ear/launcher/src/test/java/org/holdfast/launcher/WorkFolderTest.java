package org.holdfast.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ref.Cleaner;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkFolderTest {
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final String temporaryBefore = System.getProperty("java.io.tmpdir");

    @TempDir
    Path temporary;

    @BeforeEach
    void moveTemporaryFolder() {
        System.setProperty("java.io.tmpdir", temporary.toString());
    }

    @AfterEach
    void moveItBack() {
        System.setProperty("java.io.tmpdir", temporaryBefore);
    }

    @Test
    void becomesTheTemporaryFolderOfTheProcess() throws IOException {
        WorkFolder work = WorkFolder.create();

        assertThat(work.path()).isDirectory().hasParent(temporary);
        assertThat(System.getProperty("java.io.tmpdir")).isEqualTo(work.path().toString());
    }

    @Test
    void foldersOfTheDeadAreDeleted() throws IOException {
        Path dead = folder("holdfast-dead");
        Files.createDirectories(dead.resolve("a/b"));
        Files.writeString(dead.resolve("a/b/file"), "x");
        Files.createFile(dead.resolve("lock"));

        WorkFolder.create();

        assertThat(dead).doesNotExist();
    }

    @Test
    void linkUnderANameOfOursLeadsNowhere() throws IOException {
        Path closed = Files.createDirectory(temporary.resolve("closed"), OWNER_ONLY);
        Files.createFile(closed.resolve("lock"));
        Files.createFile(closed.resolve("precious"));
        Files.createSymbolicLink(temporary.resolve("holdfast-link"), closed);

        WorkFolder.create();

        assertThat(closed.resolve("lock")).exists();
        assertThat(closed.resolve("precious")).exists();
    }

    @Test
    void linkInAFolderOfTheDeadIsDeletedAndLeadsNowhere() throws IOException {
        Path other = Files.createDirectory(temporary.resolve("other"));
        Files.createFile(other.resolve("precious"));
        Path dead = folder("holdfast-dead");
        Files.createFile(dead.resolve("lock"));
        Files.createSymbolicLink(dead.resolve("link"), other);

        WorkFolder.create();

        assertThat(dead).doesNotExist();
        assertThat(other.resolve("precious")).exists();
    }

    @Test
    void lockThatIsALinkIsNoLock() throws IOException {
        Path dead = folder("holdfast-dead");
        Files.createFile(dead.resolve("precious"));
        Files.createSymbolicLink(dead.resolve("lock"), Files.createFile(temporary.resolve("file")));

        WorkFolder.create();

        assertThat(dead.resolve("precious")).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxrwx---", "rwx---rwx", "rwxr-xr-x"})
    void folderThatOthersMayEnterStays(String permissions) throws IOException {
        Path open = folder("holdfast-open");
        Files.createFile(open.resolve("lock"));
        Files.createFile(open.resolve("precious"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString(permissions));

        WorkFolder.create();

        assertThat(open.resolve("precious")).exists();
    }

    @Test
    void folderOfAnotherUserStays() throws IOException {
        Path dead = folder("holdfast-dead");
        Files.createFile(dead.resolve("lock"));

        new WorkFolderDeletion(temporary, () -> "another").deleteDead(temporary.resolve("own"));
        assertThat(dead.resolve("lock")).exists();

        new WorkFolderDeletion(temporary, Files.getOwner(dead)).deleteDead(temporary.resolve("own"));
        assertThat(dead).doesNotExist();
    }

    @Test
    void isDeletedWithAllThatIsInItAtTheEnd() throws IOException {
        Path own = WorkFolder.createIn(temporary).path();
        Files.createDirectories(own.resolve("a/lock"));
        Files.createFile(own.resolve("a/lock/file"));

        new WorkFolderDeletion(temporary, Files.getOwner(own)).deleteOwn(own);

        assertThat(own).doesNotExist();
    }

    @Test
    void whatSomebodyElseHasJustDeletedIsDeleted() throws IOException {
        try (DirectoryStream<Path> handle = Files.newDirectoryStream(temporary)) {
            SecureDirectoryStream<Path> folder = (SecureDirectoryStream<Path>) handle;
            assertThat(WorkFolderDeletion.deleteEntry(folder, Path.of("deleted")))
                    .isTrue();
        }
    }

    @Test
    void nobodyElseMayEnterItAndItsOnlyFileIsLocked() throws IOException {
        Path own = WorkFolder.createIn(temporary).path();

        assertThat(Files.getPosixFilePermissions(own)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(own)
                .isDirectoryContaining(file -> file.endsWith("lock"))
                .isDirectoryNotContaining(file -> !file.endsWith("lock"));
    }

    @Test
    void fileSystemWithoutPermissionsHasWorkFoldersToo() throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(temporary.resolve("a.zip"), Map.of("create", "true"))) {
            Path folder = Files.createDirectory(zip.getPath("folder"), WorkFolder.ownerOnly(zip.getPath("folder")));

            assertThat(Files.isDirectory(folder)).isTrue();
        }
    }

    @Test
    void foldersOfTheLivingAndOfOthersStay() throws IOException {
        Path living = folder("holdfast-living");
        Path unlocked = folder("holdfast-being-made");
        Path other = folder("other");
        Files.createFile(other.resolve("lock"));
        try (FileChannel lock =
                FileChannel.open(living.resolve("lock"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            lock.lock();

            WorkFolder.create();

            assertThat(living).exists();
        }
        assertThat(unlocked).exists();
        assertThat(other).exists();
    }

    /** Linux lets go of all locks of a process on a file when that process closes the file once. */
    @Test
    void aFolderInUseStaysWhenAnotherProcessStarts() throws Exception {
        Path inUse = WorkFolder.create().path();

        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherStart.class.getName())
                .inheritIO()
                .start();

        assertThat(other.waitFor()).isZero();
        assertThat(inUse.resolve("lock")).exists();
    }

    @Test
    void aFolderInUseStaysAlsoAfterAGarbageCollection() throws Exception {
        Path inUse = WorkFolder.create().path();
        System.setProperty("java.io.tmpdir", temporary.toString());
        for (int i = 0; i < 3; i++) {
            collectGarbage();
        }

        WorkFolder.create();

        assertThat(inUse).exists();
    }

    /** Returns when what nobody refers to has been cleaned up. */
    private static void collectGarbage() throws InterruptedException {
        CountDownLatch cleaned = new CountDownLatch(1);
        Cleaner.create().register(new Object(), cleaned::countDown);
        System.gc();
        assertThat(cleaned.await(10, TimeUnit.SECONDS)).isTrue();
    }

    private Path folder(String name) throws IOException {
        return Files.createDirectory(temporary.resolve(name), OWNER_ONLY);
    }
}
