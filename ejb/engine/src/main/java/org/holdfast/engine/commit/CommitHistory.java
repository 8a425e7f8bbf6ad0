package org.holdfast.engine.commit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the commits have come to. Immutable.
 *
 * @param lastCommit when the last batch was committed, in milliseconds of the wall clock; 0 before the first
 * @param lastCommitMillis how long that took
 * @param committedChanges how many changes have been committed since the start
 * @param commits in how many batches
 * @param times how long those commits have taken
 * @param failures how many batches have failed since the start
 * @param failure why the last flush failed; null when it did not
 */
public record CommitHistory(
        long lastCommit,
        long lastCommitMillis,
        long committedChanges,
        long commits,
        CommitTimes times,
        long failures,
        @Nullable String failure) {
    static final CommitHistory NONE = new CommitHistory(0, 0, 0, 0, CommitTimes.NONE, 0, null);

    CommitHistory committed(long now, Duration time, int changes) {
        return new CommitHistory(
                now, time.toMillis(), committedChanges + changes, commits + 1, times.plus(time), failures, null);
    }

    CommitHistory failed(String reason) {
        return new CommitHistory(lastCommit, lastCommitMillis, committedChanges, commits, times, failures + 1, reason);
    }
}
