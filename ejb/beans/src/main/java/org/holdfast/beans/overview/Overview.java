package org.holdfast.beans.overview;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state and the figures of the broker at one moment.
 *
 * @param version the version of Holdfast
 * @param state running, failing (the database rejects changes), or the phase of the start or stop
 * @param problems the current problems, each in a sentence
 * @param uptimeSeconds for how long clients have been served
 * @param mqttAddress where clients connect, or null when they cannot
 * @param webSocketUri the URI for WebSocket clients, or null when there is none
 * @param connections how many are connected
 * @param sessions how many there are, of connected and disconnected clients
 * @param subscriptions of all sessions
 * @param retainedCount how many topics have a retained message
 * @param retainedBytes the approximate heap of these messages, in bytes
 * @param database where retained messages are kept
 * @param acknowledge when a publisher of one gets the acknowledgement: committed or received
 * @param store the state of the database
 * @param rates the current rates; null until the first sample
 * @param heapUsed bytes of the heap in use
 * @param heapMaximum the maximum heap, in bytes
 */
public record Overview(
        String version,
        String state,
        List<String> problems,
        long uptimeSeconds,
        @Nullable String mqttAddress,
        @Nullable String webSocketUri,
        int connections,
        int sessions,
        int subscriptions,
        long retainedCount,
        long retainedBytes,
        @Nullable String database,
        @Nullable String acknowledge,
        StoreOverview store,
        @Nullable Sample rates,
        long heapUsed,
        long heapMaximum) {
    /**
     * The state of the database at one moment.
     *
     * @param waitingTopics how many changed topics wait for it
     * @param waitingBytes how many bytes of changes wait
     * @param waitingSessionChanges how many changes of sessions wait
     * @param lastCommit the time of the last commit, or null
     * @param lastCommitMillis the duration of that commit, in milliseconds
     * @param commits how many batches it has committed since the start
     * @param committedChanges how many changes these had
     * @param fileBytes the size of SQLite's file, or null
     * @param logBytes the size of SQLite's log, or null
     * @param failure why it rejects changes, or null
     */
    public record StoreOverview(
            int waitingTopics,
            long waitingBytes,
            int waitingSessionChanges,
            @Nullable Instant lastCommit,
            long lastCommitMillis,
            long commits,
            long committedChanges,
            @Nullable Long fileBytes,
            @Nullable Long logBytes,
            @Nullable String failure) {
        static final StoreOverview NONE = new StoreOverview(0, 0, 0, null, 0, 0, 0, null, null, null);
    }
}
