package org.holdfast.engine.commit;

import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The durations of the commits. Immutable.
 *
 * @param total the sum of all durations
 * @param within for each limit, how many commits took no longer
 */
public record CommitTimes(Duration total, SortedMap<Duration, Long> within) {
    private static final int[] LIMIT_MILLIS = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000};

    static final CommitTimes NONE = new CommitTimes(Duration.ZERO, none());

    private static SortedMap<Duration, Long> none() {
        SortedMap<Duration, Long> within = new TreeMap<>();
        IntStream.of(LIMIT_MILLIS).forEach(millis -> within.put(Duration.ofMillis(millis), 0L));
        return Collections.unmodifiableSortedMap(within);
    }

    /** Returns these durations and a further one. */
    CommitTimes plus(Duration time) {
        SortedMap<Duration, Long> more = new TreeMap<>(within);
        more.tailMap(time).replaceAll((limit, count) -> count + 1);
        return new CommitTimes(total.plus(time), Collections.unmodifiableSortedMap(more));
    }
}
