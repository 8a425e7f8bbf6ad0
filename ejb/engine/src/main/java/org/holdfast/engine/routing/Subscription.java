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

    /** The QoS that a message is delivered with [MQTT-3.8.4-8]. */
    QoS granted(Message message) {
        return message.qos().min(qos);
    }

    /** The RETAIN flag that a message is delivered with when it is published [MQTT-3.3.1-12] [MQTT-3.3.1-13]. */
    boolean retains(Message message) {
        return retainAsPublished && message.retain();
    }

    /** Returns the delivery of a message that is published now. */
    Delivery live(Message message) {
        return new Delivery(
                message,
                granted(message),
                retains(message),
                Identifiers.of(identifier),
                filter.isShared() ? filter : null,
                0);
    }

    /** Returns the delivery of a message that was retained. */
    public Delivery retained(Message message) {
        return new Delivery(message, granted(message), true, Identifiers.of(identifier)); // [MQTT-3.3.1-8]
    }
}
