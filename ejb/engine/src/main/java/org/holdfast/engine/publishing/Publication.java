package org.holdfast.engine.publishing;

import org.holdfast.engine.message.Message;
import org.holdfast.engine.message.Payload;
import org.holdfast.engine.message.Properties;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.topic.TopicName;

/**
 * A message to be published that has come without a packet.
 *
 * @param retain whether its topic is to keep it; with an empty payload the topic is cleared
 * @param properties what its receivers get with it
 * @param expiryInterval Message Expiry Interval in seconds, or {@link Message#NO_EXPIRY_INTERVAL}
 */
public record Publication(
        TopicName topic, Payload payload, QoS qos, boolean retain, Properties properties, long expiryInterval) {

    /**
     * The Application Message, received now.
     *
     * @param publisher its Client Identifier, or what takes the place of one
     */
    public Message message(long now, String publisher) {
        return new Message(
                topic, payload, qos, retain, properties, Message.expiresAt(now, expiryInterval), now, publisher);
    }
}
