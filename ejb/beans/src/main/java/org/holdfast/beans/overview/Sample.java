package org.holdfast.beans.overview;

import java.time.Instant;

/**
 * The traffic of the broker in the seconds before a moment, and its state at that moment.
 *
 * @param at the moment
 * @param messagesIn PUBLISH packets from clients, per second
 * @param messagesOut PUBLISH packets to clients, per second
 * @param bytesIn bytes from clients, per second
 * @param bytesOut bytes to clients, per second
 * @param commits batches that the database has committed, per second
 * @param commitMillis the duration of the last commit, in milliseconds
 * @param waitingTopics changed topics that wait for the database
 * @param connections open connections
 * @param retained topics with a retained message
 * @param heapUsed bytes of the heap in use
 */
public record Sample(
        Instant at,
        long messagesIn,
        long messagesOut,
        long bytesIn,
        long bytesOut,
        long commits,
        long commitMillis,
        int waitingTopics,
        int connections,
        long retained,
        long heapUsed) {}
