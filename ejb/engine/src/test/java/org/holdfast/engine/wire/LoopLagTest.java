package org.holdfast.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoopLagTest {
    private long now = Long.MAX_VALUE - 1; // System.nanoTime() may begin anywhere
    private final LoopLag lag = new LoopLag(() -> now);

    private void measure(long millisLate) {
        letPass(LoopLag.INTERVAL.toMillis() + millisLate);
        lag.run();
    }

    private void letPass(long millis) {
        now += Duration.ofMillis(millis).toNanos();
    }

    @Test
    void aLoopThatIsOnTimeHasNone() {
        assertThat(lag.worst()).isZero();
        measure(0);
        measure(0);
        assertThat(lag.worst()).isZero();
    }

    @Test
    void theWorstIsKeptForHalfAMinute() {
        measure(0);
        measure(30);
        for (int i = 0; i < 59; i++) {
            measure(2);
            assertThat(lag.worst()).isEqualTo(Duration.ofMillis(30));
        }
        measure(2);
        assertThat(lag.worst()).isEqualTo(Duration.ofMillis(2));
    }

    @Test
    void aLoopThatIsHeldUpNowShowsItBeforeItsNextMeasurement() {
        measure(5);
        letPass(LoopLag.INTERVAL.toMillis() + 7_000);
        assertThat(lag.worst()).isEqualTo(Duration.ofSeconds(7));
    }
}
