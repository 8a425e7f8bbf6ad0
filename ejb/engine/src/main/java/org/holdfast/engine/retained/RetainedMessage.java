package org.holdfast.engine.retained;

import org.holdfast.engine.packet.Message;
import org.holdfast.engine.topic.TopicName;

/** The message that a topic keeps for later subscribers, with the version of the change that set it. Immutable. */
public record RetainedMessage(Message message, Version version) {
    /** The topic that keeps it. */
    public TopicName topic() {
        return message.topic();
    }
}
