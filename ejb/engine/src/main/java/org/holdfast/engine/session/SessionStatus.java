package org.holdfast.engine.session;

/**
 * The status of the sessions.
 *
 * @param total the number of sessions, of connected and disconnected clients
 * @param connected the number of connected clients
 * @param maximumConnected the maximum number of clients connected at the same time, since the start
 * @param expired the number of sessions that have expired since the start
 * @param droppedMessages the number of messages, since the start, that found the queue of their receiver or the backlog
 *     of the store full, or waited too long
 * @param waitingChanges the number of changes of stored sessions that are not committed yet
 * @param leftOnDisk the number of sessions with messages in the store that did not fit into memory at the start
 * @param memoryUsed the bytes of heap that they hold together, with what waits for their clients
 * @param maximumMemory the bytes of heap that they may hold
 */
public record SessionStatus(
        int total,
        int connected,
        int maximumConnected,
        long expired,
        long droppedMessages,
        int waitingChanges,
        int leftOnDisk,
        long memoryUsed,
        long maximumMemory) {
    /** The number of sessions of disconnected clients. */
    public int disconnected() {
        return Math.max(0, total - connected); // the two are not counted at the same moment
    }
}
