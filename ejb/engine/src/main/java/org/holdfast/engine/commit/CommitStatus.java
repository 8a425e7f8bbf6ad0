package org.holdfast.engine.commit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The status of the commits. Immutable.
 *
 * @param lastCommit when the last batch was committed, in milliseconds of the wall clock; 0 before the first
 * @param lastCommitMillis how long the last commit took, in milliseconds
 * @param committedChanges how many changes have been committed since the start
 * @param commits the number of committed batches
 * @param times the durations of the commits
 * @param failures how many batches have failed since the start
 * @param failure why the last flush failed; null when it succeeded
 */
public record CommitStatus(
        long lastCommit,
        long lastCommitMillis,
        long committedChanges,
        long commits,
        CommitTimes times,
        long failures,
        @Nullable String failure) {
    static final CommitStatus NONE = new CommitStatus(0, 0, 0, 0, CommitTimes.NONE, 0, null);

    CommitStatus committed(long now, Duration time, int changes) {
        return new CommitStatus(
                now, time.toMillis(), committedChanges + changes, commits + 1, times.plus(time), failures, null);
    }

    CommitStatus failed(String reason) {
        return new CommitStatus(lastCommit, lastCommitMillis, committedChanges, commits, times, failures + 1, reason);
    }
}
