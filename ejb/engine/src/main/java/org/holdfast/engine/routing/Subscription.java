package org.holdfast.engine.routing;

import org.holdfast.engine.message.Message;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.message.RetainHandling;
import org.holdfast.engine.topic.TopicFilter;

/**
 * A Topic Filter that a subscriber has subscribed to, with its options (section 3.8.3.1). Immutable.
 *
 * @param identifier the Subscription Identifier; 0 for none
 */
public record Subscription(
        Subscriber subscriber,
        TopicFilter filter,
        QoS qos,
        boolean noLocal,
        boolean retainAsPublished,
        RetainHandling retainHandling,
        int identifier) {

    /** Whether No Local excludes the message, because the subscriber has published it. */
    public boolean keepsAway(Message message) {
        return noLocal && message.publisher().equals(subscriber.clientId()); // [MQTT-3.8.3-3]
    }

    /** Returns the delivery of a message that is published now. */
    Delivery live(Message message) {
        return new Delivery(
                message,
                message.qos().min(qos),
                retainAsPublished && message.retain(), // [MQTT-3.3.1-12] [MQTT-3.3.1-13]
                Identifiers.of(identifier),
                filter.isShared() ? filter : null,
                0);
    }

    /** Returns the delivery of a message that was retained. */
    public Delivery retained(Message message) {
        return new Delivery(message, message.qos().min(qos), true, Identifiers.of(identifier)); // [MQTT-3.3.1-8]
    }
}
