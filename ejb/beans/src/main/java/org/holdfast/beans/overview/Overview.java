package org.holdfast.beans.overview;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The broker at one moment.
 *
 * @param version the version of Holdfast
 * @param state running, failing (the database takes nothing), or how far the start or stop is
 * @param problems what is wrong, each in a sentence; empty when all is well
 * @param uptimeSeconds for how long clients have been served
 * @param mqttAddress where clients connect, or null when they cannot
 * @param webSocketUri what they open a WebSocket with, or null when there is none
 * @param connections how many are connected
 * @param sessions how many are remembered, connected or not
 * @param subscriptions of all sessions
 * @param retainedCount how many topics keep a message
 * @param retainedBytes about how much heap these messages take
 * @param database where retained messages are kept
 * @param acknowledge when a publisher of one is told so: committed or received
 * @param store how the database fares
 * @param rates what goes through at present; null until there are two looks to compare
 * @param heapUsed bytes of the heap in use
 * @param heapMaximum bytes that it may have
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
     * The database at one moment.
     *
     * @param waitingTopics how many changed topics wait for it
     * @param waitingBytes how many bytes of changes wait
     * @param waitingSessionChanges how many changes of sessions wait
     * @param lastCommit when it last took something, or null
     * @param lastCommitMillis how long that took
     * @param commits how many batches it has taken since the start
     * @param committedChanges with how many changes
     * @param fileBytes the size of SQLite's file, or null
     * @param logBytes the size of SQLite's log, or null
     * @param failure why it takes nothing, or null
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
