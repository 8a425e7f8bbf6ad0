package org.holdfast.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CongestionTest {
    private final Congestion congestion = new Congestion();
    private final List<String> relieved = new ArrayList<>();
    private final HandLoop loop = new HandLoop();

    @Test
    void aPublisherWaitsUntilTheQueueIsLow() {
        congestion.high(loop);
        congestion.onRelief(() -> relieved.add("publisher"));
        assertThat(congestion.isCongested()).isTrue();
        assertThat(relieved).isEmpty();
        congestion.low();
        assertThat(relieved).containsExactly("publisher");
        assertThat(congestion.isCongested()).isFalse();
        assertThat(loop.scheduled).isEmpty();
    }

    @Test
    void aSlowClientHoldsNobodyUpForLongAndNotAgainUntilItHasCaughtUp() {
        congestion.high(loop);
        congestion.onRelief(() -> relieved.add("publisher"));
        loop.runScheduled();
        assertThat(relieved).containsExactly("publisher");
        congestion.high(loop);
        assertThat(congestion.isCongested()).isFalse();
        congestion.low();
        congestion.high(loop);
        assertThat(congestion.isCongested()).isTrue();
    }

    @Test
    void nobodyWaitsWhenThereIsNoCongestion() {
        congestion.onRelief(() -> relieved.add("publisher"));
        assertThat(relieved).containsExactly("publisher");
    }

    /** A loop whose time stands still until the test lets it go on. */
    private static final class HandLoop implements EventLoop {
        private final List<Runnable> scheduled = new ArrayList<>();

        void runScheduled() {
            List<Runnable> due = List.copyOf(scheduled);
            scheduled.clear();
            due.forEach(Runnable::run);
        }

        @Override
        public boolean inEventLoop() {
            return true;
        }

        @Override
        public void execute(Runnable task) {
            task.run();
        }

        @Override
        public long nanoTime() {
            return 0;
        }

        @Override
        public Timer schedule(Duration delay, Runnable task) {
            scheduled.add(task);
            return () -> scheduled.remove(task);
        }
    }
}
