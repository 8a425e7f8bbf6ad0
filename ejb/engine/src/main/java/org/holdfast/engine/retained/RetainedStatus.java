package org.holdfast.engine.retained;

import java.util.Map;
import org.holdfast.engine.commit.CommitTimes;
import org.jspecify.annotations.Nullable;

/**
 * How the retained messages fare.
 *
 * @param count how many topics keep a message
 * @param bytes about how many bytes of heap those messages hold
 * @param waitingTopics how many changed topics are not committed yet
 * @param waitingBytes about how many bytes of heap their changes hold
 * @param lastCommit when the last batch was committed, in milliseconds of the wall clock; 0 before the first
 * @param lastCommitMillis how long that took
 * @param committedChanges how many changes have been committed since the start
 * @param commits in how many batches
 * @param commitTimes how long those have taken
 * @param failures how many batches the store has not taken
 * @param expired how many messages have been cleared because they had expired
 * @param refused how many publishes were not retained, by the reason; reasons that did not occur are not in it
 * @param failure why the last flush failed; null when it did not
 */
public record RetainedStatus(
        long count,
        long bytes,
        int waitingTopics,
        long waitingBytes,
        long lastCommit,
        long lastCommitMillis,
        long committedChanges,
        long commits,
        CommitTimes commitTimes,
        long failures,
        long expired,
        Map<Refusal, Long> refused,
        @Nullable String failure) {}
