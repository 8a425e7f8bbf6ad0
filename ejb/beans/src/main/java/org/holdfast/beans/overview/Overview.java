package org.holdfast.beans.overview;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The broker at one moment.
 *
 * @param version the version of Holdfast
 * @param state running, failing (the database takes nothing), or how far the start or stop is
 * @param mqttAddress where clients connect, or null when they cannot
 * @param webSocketUri what they open a WebSocket with, or null when there is none
 * @param connections how many are connected
 * @param sessions how many are remembered, connected or not
 * @param retainedCount how many topics keep a message
 * @param retainedBytes about how much heap these messages take
 * @param waitingTopics how many changed topics wait for the database
 * @param waitingBytes how many bytes of changes wait for it
 * @param database where retained messages are kept
 * @param acknowledge when a publisher of one is told so: committed or received
 * @param lastCommit when the database last took something, or null
 * @param storeFailure why it takes nothing, or null
 */
public record Overview(
        String version,
        String state,
        @Nullable String mqttAddress,
        @Nullable String webSocketUri,
        int connections,
        int sessions,
        long retainedCount,
        long retainedBytes,
        int waitingTopics,
        long waitingBytes,
        @Nullable String database,
        @Nullable String acknowledge,
        @Nullable Instant lastCommit,
        @Nullable String storeFailure) {
    /** A broker that serves nobody, yet or any more. */
    static Overview idle(String version, String state) {
        return new Overview(version, state, null, null, 0, 0, 0, 0, 0, 0, null, null, null, null);
    }
}
