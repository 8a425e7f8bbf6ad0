package org.holdfast.engine.routing;

import org.holdfast.engine.message.Message;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.topic.TopicFilter;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way to one or more subscribers. Immutable, shared by all subscribers that get it in the same way.
 *
 * @param message what was published
 * @param qos the lower of the publisher's and the subscription's QoS [MQTT-3.8.4-8]
 * @param retain the RETAIN flag to send (section 3.3.1.3)
 * @param identifiers the Subscription Identifiers of all matching subscriptions [MQTT-3.3.4-4]
 * @param shared the shared subscription whose member was chosen; null when the subscriber gets it anyway
 * @param number the number under which its receiver stores it; 0 when it is not stored
 */
public record Delivery(
        Message message,
        QoS qos,
        boolean retain,
        Identifiers identifiers,
        @Nullable TopicFilter shared,
        long number) {
    /** A delivery that is neither of a shared subscription nor stored. */
    public Delivery(Message message, QoS qos, boolean retain, Identifiers identifiers) {
        this(message, qos, retain, identifiers, null, 0);
    }

    /** Returns this delivery with the number under which its receiver stores it. */
    public Delivery stored(long underNumber) {
        return new Delivery(message, qos, retain, identifiers, shared, underNumber);
    }

    /** Whether its receiver stores it. */
    public boolean isStored() {
        return number != 0;
    }

    /** Whether another member of the shared subscription gets it when this one's session ends (section 4.8.2). */
    public boolean isForAnotherAtTheEnd() {
        return shared != null && qos == QoS.AT_LEAST_ONCE; // never at QoS 2 [MQTT-4.8.2-5]
    }
}
