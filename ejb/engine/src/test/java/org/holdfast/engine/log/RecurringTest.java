package org.holdfast.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecurringTest {
    private long nanoTime = Long.MAX_VALUE - 5; // it may overflow
    private final Recurring recurring = new Recurring(() -> nanoTime);

    @Test
    void theFirstIsLoggedAndTheOthersAreCounted() {
        assertThat(recurring.toLog()).isEqualTo(1);
        for (int i = 0; i < 1_000; i++) {
            assertThat(recurring.toLog()).isZero();
        }
        nanoTime += Recurring.INTERVAL.toNanos() - 1;
        assertThat(recurring.toLog()).isZero();
        nanoTime++;
        assertThat(recurring.toLog()).isEqualTo(1_002);
        assertThat(recurring.toLog()).isZero();
    }
}
