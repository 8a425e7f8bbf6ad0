package org.holdfast.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ref.Cleaner;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkFolderTest {
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
        return Files.createDirectory(temporary.resolve(name));
    }
}
