package org.holdfast.engine.local;

import org.holdfast.engine.packet.Message;
import org.holdfast.engine.packet.Payload;
import org.holdfast.engine.packet.Properties;
import org.holdfast.engine.packet.Publish;
import org.holdfast.engine.packet.QoS;
import org.holdfast.engine.topic.TopicName;

/**
 * What a local client publishes.
 *
 * @param expiryInterval Message Expiry Interval in seconds, or {@link Publish#NO_EXPIRY_INTERVAL}
 */
public record LocalPublish(
        TopicName topic, Payload payload, QoS qos, boolean retain, Properties properties, long expiryInterval) {

    Message message(long now, String publisher) {
        return new Message(
                topic, payload, qos, retain, properties, Message.expiresAt(now, expiryInterval), now, publisher);
    }
}
