package org.holdfast.engine.retained;

/**
 * How much may be retained. Clearing a topic is always possible, and what the store holds at the start is kept in any case.
 *
 * @param maximumMessages how many topics may keep a message
 * @param maximumPayloadSize how many bytes the payload of a retained message may have
 * @param maximumBytes how many bytes of heap all of them may take; only the tree's nodes for topics that are being added at
 *     the same moment may come on top
 * @param maximumTopicLevels how many levels the topic of a retained message may have
 * @param whenFull what becomes of a message over one of these limits
 */
public record RetainedLimits(
        long maximumMessages, int maximumPayloadSize, long maximumBytes, int maximumTopicLevels, WhenFull whenFull) {
    /** What becomes of a message that is over a limit. Its publisher is told in both cases, if the protocol can. */
    public enum WhenFull {
        /** Nobody gets it, unless it was published at QoS 0. */
        REFUSE,
        /** Those who have subscribed get it; the topic keeps what it had. */
        DELIVER
    }

    /** 10,000,000 messages in half of the heap, of any size and depth that the broker takes; refused when it is full. */
    public static final RetainedLimits DEFAULT =
            new RetainedLimits(10_000_000, 268_435_455, Runtime.getRuntime().maxMemory() / 2, 1_000, WhenFull.REFUSE);
}
