package org.holdfast.engine.retained.tree;

import org.holdfast.engine.message.Message;
import org.holdfast.engine.topic.TopicName;

/**
 * A retained message, with the version of the change that set it. Immutable.
 *
 * @param message the message
 * @param clock the clock of its {@link Version}
 * @param node the node of its {@link Version}
 * @param sinceDelivery how long before this change the subscribers got the message, in units of the clock; 0 when this
 *     change delivered it, {@link #NOT_DELIVERED} when it was not delivered, or too long ago
 */
public record RetainedMessage(Message message, long clock, int node, int sinceDelivery) {
    private static final int OVERHEAD = 32;
    private static final int NOT_DELIVERED = Integer.MAX_VALUE;

    /** A message that is delivered to its subscribers when it is set. */
    public RetainedMessage(Message message, Version version) {
        this(message, version.clock(), version.node(), 0);
    }

    /** Returns a message that is set without being delivered to subscribers. */
    public static RetainedMessage silent(Message message, Version version) {
        return new RetainedMessage(message, version.clock(), version.node(), NOT_DELIVERED);
    }

    /** Returns this message with another lifetime; it is not delivered again. */
    public RetainedMessage withLifetime(Message changed, Version version) {
        long since = version.clock() - clock + sinceDelivery;
        return new RetainedMessage(changed, version.clock(), version.node(), (int) Math.min(since, NOT_DELIVERED));
    }

    /** The topic of the message. */
    public TopicName topic() {
        return message.topic();
    }

    /** The version of the change that set it. */
    public Version version() {
        return new Version(clock, node);
    }

    /** Whether it was delivered to those who had subscribed at this version; false if in doubt. */
    boolean wasDeliveredAfter(Version version) {
        return sinceDelivery != NOT_DELIVERED && new Version(clock - sinceDelivery, node).isNewerThan(version);
    }

    /** The bytes of heap that it takes, without the tree. */
    public int heapSize() {
        return OVERHEAD + message.heapSize() + (message.expires() ? ExpiryIndex.ENTRY_BYTES : 0);
    }
}
