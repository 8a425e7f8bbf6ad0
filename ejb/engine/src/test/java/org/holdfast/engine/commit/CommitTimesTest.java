package org.holdfast.engine.commit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class CommitTimesTest {
    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }

    @Test
    void aCommitCountsInEachLimitThatItKeeps() {
        SortedMap<Duration, Long> within = CommitTimes.NONE
                .plus(Duration.ofNanos(1))
                .plus(millis(10)) // a limit itself
                .plus(millis(10).plusNanos(1))
                .plus(Duration.ofMinutes(1))
                .within();
        assertThat(within)
                .containsEntry(millis(1), 1L)
                .containsEntry(millis(5), 1L)
                .containsEntry(millis(10), 2L)
                .containsEntry(millis(20), 3L)
                .containsEntry(millis(10_000), 3L);
    }

    @Test
    void timesAddUp() {
        assertThat(CommitTimes.NONE.total()).isZero();
        assertThat(CommitTimes.NONE.plus(millis(3)).plus(millis(4)).total()).isEqualTo(millis(7));
    }

    @Test
    void whatWasReadDoesNotChange() {
        CommitTimes before = CommitTimes.NONE.plus(millis(1));
        before.plus(millis(1));
        assertThat(before.within()).containsEntry(millis(1), 1L);
    }
}
