package org.holdfast.engine.packet;

import org.holdfast.engine.message.Message;
import org.holdfast.engine.message.Payload;
import org.holdfast.engine.message.Properties;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.topic.TopicName;

/**
 * The Will Message, which the broker publishes when the connection ends without a normal DISCONNECT (section 3.1.2.5).
 *
 * @param expiryInterval in seconds, or {@link Message#NO_EXPIRY_INTERVAL}
 * @param delayInterval how long to wait, in seconds, for the client to reconnect
 */
public record Will(
        TopicName topic,
        Payload payload,
        QoS qos,
        boolean retain,
        Properties properties,
        long expiryInterval,
        long delayInterval) {
    /** The approximate bytes of heap that it takes. */
    public int heapSize() {
        return message(0, "").heapSize();
    }

    /** Returns the Application Message of this Will, published now. */
    public Message message(long now, String clientId) {
        return new Message(
                topic, payload, qos, retain, properties, Message.expiresAt(now, expiryInterval), now, clientId);
    }
}
