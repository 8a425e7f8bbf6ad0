package org.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits for what will be true, also inside the server. */
final class Await {
    /** Longer than anything takes that goes well, also where the machine has other work. */
    static final Duration LIMIT = Duration.ofMinutes(5);

    private Await() {}

    /** Something that becomes true. */
    @FunctionalInterface
    interface Condition {
        boolean isMet() throws Exception;
    }

    /** Waits; a failure when it takes too long. */
    static void until(Condition condition) throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.isMet()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }
}
