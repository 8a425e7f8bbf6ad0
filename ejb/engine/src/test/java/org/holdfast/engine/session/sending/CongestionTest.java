package org.holdfast.engine.session.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.holdfast.engine.loop.HandLoop;
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
}
