package org.holdfast.web.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.time.Duration;
import org.holdfast.web.problem.RefusedBodyException;
import org.junit.jupiter.api.Test;

class PacedInputTest {
    private long nanoTime = Long.MAX_VALUE - 1_000_000; // it may overflow

    /** A body of so many bytes, each of which takes its time. */
    private class SlowBody extends ServletInputStream {
        private final long nanosForEach;
        private int left;

        SlowBody(int size, Duration each) {
            left = size;
            nanosForEach = each.toNanos();
        }

        @Override
        public int read() {
            nanoTime += nanosForEach;
            return left-- > 0 ? 'x' : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return super.read(buffer, offset, Math.min(length, 100));
        }

        @Override
        public boolean isFinished() {
            return left < 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException();
        }
    }

    private PacedInput paced(int size, Duration each, long limit) {
        return new PacedInput(new SlowBody(size, each), limit, () -> nanoTime);
    }

    private static int statusOf(Throwable refused) {
        return ((RefusedBodyException) refused).problem().status();
    }

    @Test
    void aBodyAtTheMinimumRateIsReadToItsEnd() throws IOException {
        Duration each = Duration.ofNanos(1_000_000_000 / PacedInput.SLOWEST);
        assertThat(paced(100_000, each, 100_000).readAllBytes()).hasSize(100_000);
    }

    @Test
    void aSlowerOneIsRefusedSoon() {
        PacedInput input = paced(100_000, Duration.ofMillis(10), 100_000);
        long begun = nanoTime;
        assertThatThrownBy(input::readAllBytes)
                .satisfies(refused -> assertThat(statusOf(refused)).isEqualTo(408));
        assertThat(Duration.ofNanos(nanoTime - begun)).isBetween(PacedInput.GRACE, Duration.ofSeconds(7));
    }

    @Test
    void aSlowReaderIsNotASlowSender() throws IOException {
        PacedInput input = paced(100, Duration.ofMillis(1), 100);
        for (int i = 0; i < 100; i++) {
            assertThat(input.read()).isEqualTo('x');
            nanoTime += Duration.ofMinutes(1).toNanos();
        }
        assertThat(input.read()).isEqualTo(-1);
    }

    @Test
    void aBodyOverTheLimitIsRefused() throws IOException {
        assertThat(paced(1_000, Duration.ZERO, 1_000).readAllBytes()).hasSize(1_000);
        assertThatThrownBy(paced(1_001, Duration.ZERO, 1_000)::readAllBytes)
                .satisfies(refused -> assertThat(statusOf(refused)).isEqualTo(413));
    }

    @Test
    void aBodyThatBreaksOffIsTheFaultOfItsSender() {
        PacedInput input = new PacedInput(
                new SlowBody(1, Duration.ZERO) {
                    @Override
                    public int read(byte[] buffer, int offset, int length) throws IOException {
                        throw new IOException("reset");
                    }
                },
                1,
                () -> nanoTime);
        assertThatThrownBy(input::read).hasMessageContaining("reset").satisfies(refused -> assertThat(statusOf(refused))
                .isEqualTo(408));
    }
}
