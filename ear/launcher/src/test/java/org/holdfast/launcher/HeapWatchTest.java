package org.holdfast.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.holdfast.launcher.HeapWatch.Collected;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeapWatchTest {
    private Collected now = new Collected(0, 0, 100);
    private final HeapWatch watch = new HeapWatch(() -> now);

    private boolean look(long collections, long used) {
        now = new Collected(collections, used, 100);
        return watch.staysFull();
    }

    @Test
    void aHeapThatIsFullAfterEachCollectionStaysFull() {
        assertThat(look(1, 97)).isFalse();
        assertThat(look(3, 96)).isFalse();
        assertThat(look(4, 100)).isTrue();
    }

    @Test
    void aHeapThatWasFullForAMomentDoesNot() {
        look(1, 97);
        look(2, 97);
        assertThat(look(3, 60)).isFalse();
        assertThat(look(4, 97)).isFalse();
    }

    @Test
    void aHeapThatIsNotCollectedHasRoom() {
        look(1, 97);
        assertThat(look(1, 97)).isFalse();
        assertThat(look(1, 97)).isFalse();
        assertThat(look(1, 97)).isFalse();
    }

    @Test
    void aProcessWhoseHeapStaysFullEndsWithALine(@TempDir Path folder) throws Exception {
        Path said = folder.resolve("said");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx32m",
                        "-XX:+UseG1GC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FullHeap.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(Files.readString(said)).isEqualTo(ExitCode.HEAP_FULL.code());
        assertThat(said).content().contains("Holdfast ended unexpectedly: the Java heap is full");
    }
}
