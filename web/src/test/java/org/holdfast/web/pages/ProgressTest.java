package org.holdfast.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.holdfast.beans.topics.ImportResult;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final byte[] LINES = new byte[1_000];

    private final Progress progress = new Progress();
    private final AtomicInteger told = new AtomicInteger();

    private void run(Progress.Job job) {
        progress.begin(LINES.length);
        assertThat(progress.isRunning()).isTrue();
        progress.run(LINES, job, told::incrementAndGet);
        assertThat(progress.isRunning()).isFalse();
    }

    @Test
    void tellsHowFarItIsAndWhatItHasComeTo() {
        ImportResult result = new ImportResult(true, 1, 2, 3, 4, List.of());
        run(lines -> {
            assertThat(lines.readNBytes(500)).hasSize(500);
            assertThat(progress.getPercent()).isEqualTo(50);
            return result;
        });

        assertThat(progress.getResult()).isEqualTo(result);
        assertThat(progress.getFailure()).isNull();
        assertThat(told).hasValue(2);
    }

    @Test
    void whatCannotBeReadIsTold() {
        run(lines -> {
            throw new EOFException("the end");
        });

        assertThat(progress.getResult()).isNull();
        assertThat(progress.getFailure()).isEqualTo("the end");
        assertThat(told).hasValue(1);
    }

    /** It would look to the user as if it went on for ever. */
    @Test
    void aFaultIsTold() {
        run(lines -> {
            throw new IllegalStateException("a session was closed");
        });
        assertThat(progress.getFailure()).startsWith("internal error");

        run(lines -> {
            throw new OutOfMemoryError("Java heap space");
        });
        assertThat(progress.getFailure()).startsWith("internal error");
        assertThat(told).hasValue(2);
    }
}
