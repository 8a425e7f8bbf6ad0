package org.holdfast.beans.transfer;

import org.holdfast.engine.message.Message;
import org.holdfast.engine.topic.TopicName;

/** Checks that a message can be retained, beyond the checks of its fields. */
final class MessageRules {
    private static final long MAXIMUM_PACKET = 268_435_455;
    private static final int AROUND = 64; // more than lengths, packet identifier and expiry take

    private MessageRules() {}

    static void check(Message message) throws BadMessageException {
        TopicName topic = message.topic();
        if (topic.isSys()) {
            throw new BadMessageException("topics at and below $SYS are reserved for the broker");
        }
        if (topic.isTooDeep()) {
            throw new BadMessageException("the topic has more than " + TopicName.MAXIMUM_LEVELS + " levels");
        }
        if (message.payload().isEmpty()) {
            throw new BadMessageException("the payload is empty, and an empty payload cannot be retained");
        }
        long size = (long) AROUND
                + topic.encodedLength()
                + message.properties().encoded().length
                + message.payload().length();
        if (size > MAXIMUM_PACKET) {
            throw new BadMessageException("the message is larger than an MQTT packet can be");
        }
    }
}
