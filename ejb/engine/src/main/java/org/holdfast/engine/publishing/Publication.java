package org.holdfast.engine.publishing;

import org.holdfast.engine.message.Message;
import org.holdfast.engine.message.Payload;
import org.holdfast.engine.message.Properties;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.topic.TopicName;

/**
 * A message to publish that has not arrived in a packet.
 *
 * @param retain whether it is retained; with an empty payload its topic is cleared
 * @param properties the properties for its receivers
 * @param expiryInterval Message Expiry Interval in seconds, or {@link Message#NO_EXPIRY_INTERVAL}
 */
public record Publication(
        TopicName topic, Payload payload, QoS qos, boolean retain, Properties properties, long expiryInterval) {

    /**
     * Returns the Application Message, received now.
     *
     * @param publisher its Client Identifier, or a substitute
     */
    public Message message(long now, String publisher) {
        return new Message(
                topic, payload, qos, retain, properties, Message.expiresAt(now, expiryInterval), now, publisher);
    }
}
