package org.holdfast.engine.retained.tree;

import org.holdfast.engine.message.Message;
import org.holdfast.engine.topic.TopicName;

/**
 * The message that a topic keeps for later subscribers, with the version of the change that set it. Immutable.
 *
 * @param message the message
 * @param clock the clock of its {@link Version}
 * @param node the node of its {@link Version}
 * @param sinceDelivery how long before this change those who had subscribed got the message, in units of the clock; 0 when
 *     it was by this change, {@link #NOT_DELIVERED} when they did not, or too long ago to say
 */
public record RetainedMessage(Message message, long clock, int node, int sinceDelivery) {
    private static final int OVERHEAD = 32;
    private static final int NOT_DELIVERED = Integer.MAX_VALUE;

    /** A message that is delivered to those who have subscribed. */
    public RetainedMessage(Message message, Version version) {
        this(message, version.clock(), version.node(), 0);
    }

    /** A message that is delivered to nobody who has subscribed. */
    public static RetainedMessage silent(Message message, Version version) {
        return new RetainedMessage(message, version.clock(), version.node(), NOT_DELIVERED);
    }

    /** The same message with another lifetime, of which nobody is told. */
    public RetainedMessage withLifetime(Message changed, Version version) {
        long since = version.clock() - clock + sinceDelivery;
        return new RetainedMessage(changed, version.clock(), version.node(), (int) Math.min(since, NOT_DELIVERED));
    }

    /** The topic that keeps it. */
    public TopicName topic() {
        return message.topic();
    }

    /** The version of the change that set it. */
    public Version version() {
        return new Version(clock, node);
    }

    /** Whether those have got it who had subscribed when this version was made; in doubt not. */
    boolean wasDeliveredAfter(Version version) {
        return sinceDelivery != NOT_DELIVERED && new Version(clock - sinceDelivery, node).isNewerThan(version);
    }

    /** How many bytes of heap it holds, without the tree that it is in. */
    public int heapSize() {
        return OVERHEAD + message.heapSize() + (message.expires() ? ExpiryIndex.ENTRY_BYTES : 0);
    }
}
