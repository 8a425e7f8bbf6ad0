package org.holdfast.engine.packet;

import org.holdfast.engine.message.Message;
import org.holdfast.engine.message.Payload;
import org.holdfast.engine.message.Properties;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.topic.TopicName;
import org.jspecify.annotations.Nullable;

/**
 * PUBLISH from a client (section 3.3).
 *
 * @param topic null when a Topic Alias stands for it
 * @param topicAlias 0 when there is none
 * @param packetId 0 at QoS 0
 * @param expiryInterval Message Expiry Interval in seconds, or {@link Message#NO_EXPIRY_INTERVAL}
 */
public record Publish(
        boolean dup,
        QoS qos,
        boolean retain,
        @Nullable TopicName topic,
        int topicAlias,
        int packetId,
        long expiryInterval,
        Properties properties,
        Payload payload)
        implements ClientPacket {
    /**
     * Returns the Application Message of this packet, received now.
     *
     * @param resolved its Topic Name, also when a Topic Alias stands for it
     */
    public Message message(TopicName resolved, long now, String clientId) {
        return new Message(
                resolved, payload, qos, retain, properties, Message.expiresAt(now, expiryInterval), now, clientId);
    }

    @Override
    public <C> void accept(Visitor<C> visitor, C context) {
        visitor.publish(context, this);
    }
}
