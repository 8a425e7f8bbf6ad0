package org.holdfast.engine.retained;

import org.holdfast.engine.packet.Message;
import org.holdfast.engine.topic.TopicName;

/**
 * The message that a topic keeps for later subscribers, with the version of the change that set it. Immutable.
 *
 * @param message the message
 * @param clock the clock of its {@link Version}
 * @param node the node of its {@link Version}
 */
public record RetainedMessage(Message message, long clock, int node) {
    private static final int OVERHEAD = 32;

    /** A message with its version. */
    public RetainedMessage(Message message, Version version) {
        this(message, version.clock(), version.node());
    }

    /** The topic that keeps it. */
    public TopicName topic() {
        return message.topic();
    }

    /** The version of the change that set it. */
    public Version version() {
        return new Version(clock, node);
    }

    /** How many bytes of heap it holds, without the tree that it is in. */
    int heapSize() {
        return OVERHEAD + message.heapSize() + (message.expires() ? ExpiryIndex.ENTRY_BYTES : 0);
    }
}
