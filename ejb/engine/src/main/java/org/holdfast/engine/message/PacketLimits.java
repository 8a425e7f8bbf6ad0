package org.holdfast.engine.message;

/**
 * What one packet of a client may contain at most.
 *
 * @param size the size of a packet, in bytes, at most 268,435,460 (section 3.2.2.3.6)
 * @param connectSize the size of a CONNECT, in bytes; nobody has authenticated its client yet
 * @param filters the number of Topic Filters of a SUBSCRIBE or UNSUBSCRIBE
 * @param topicLevels the number of levels of a Topic Name or Topic Filter, at most 1,000
 */
public record PacketLimits(int size, int connectSize, int filters, int topicLevels) {
    /** 1 MiB, with 128 KiB for a CONNECT; 10,000 filters; 128 levels. */
    public static final PacketLimits DEFAULT = new PacketLimits(1 << 20, 128 << 10, 10_000, 128);
}
