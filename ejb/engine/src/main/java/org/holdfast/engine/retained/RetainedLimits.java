package org.holdfast.engine.retained;

/**
 * The limits of the retained messages. Clearing a topic is always possible, and all messages of the store are loaded at the start.
 *
 * @param maximumMessages the maximum number of retained messages
 * @param maximumPayloadSize the maximum payload of a retained message with its properties, in bytes
 * @param maximumBytes the maximum heap of all of them, in bytes; only the tree's nodes for topics that are being added
 *     at the same moment may exceed it
 * @param maximumTopicLevels the maximum number of levels in the topic of a retained message
 * @param whenFull what happens to a message over one of these limits
 */
public record RetainedLimits(
        long maximumMessages, int maximumPayloadSize, long maximumBytes, int maximumTopicLevels, WhenFull whenFull) {
    /** What happens to a message over a limit. In both cases its publisher is notified, if the protocol allows it. */
    public enum WhenFull {
        /** It is not delivered, unless a network client published it at QoS 0, or it is a Will. */
        REFUSE,
        /** It is delivered to its subscribers; the topic keeps its previous message. */
        DELIVER
    }

    /** 10,000,000 messages in 40 % of the heap, of any size and depth that the broker takes; refused when it is full. */
    public static final RetainedLimits DEFAULT = new RetainedLimits(
            10_000_000, 268_435_455, Runtime.getRuntime().maxMemory() / 5 * 2, 1_000, WhenFull.REFUSE);
}
