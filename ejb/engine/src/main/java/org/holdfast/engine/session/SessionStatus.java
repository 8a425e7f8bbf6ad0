package org.holdfast.engine.session;

/**
 * How the sessions fare.
 *
 * @param total how many there are, of clients connected and away
 * @param connected how many have a client that is connected
 * @param maximumConnected the most that have had one at the same time, since the start
 * @param expired how many have ended since the start because their client stayed away for too long
 * @param droppedMessages how many messages have found the queue of their receiver full, or have waited there for too long, since
 *     the start
 * @param waitingChanges how many changes of stored sessions are not committed yet
 */
public record SessionStatus(
        int total, int connected, int maximumConnected, long expired, long droppedMessages, int waitingChanges) {
    /** How many have a client that is away. */
    public int disconnected() {
        return Math.max(0, total - connected); // the two are not counted at the same moment
    }
}
