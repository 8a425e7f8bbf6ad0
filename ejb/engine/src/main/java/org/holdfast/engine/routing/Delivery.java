package org.holdfast.engine.routing;

import org.holdfast.engine.packet.Message;
import org.holdfast.engine.packet.QoS;

/**
 * A message on its way to one or more subscribers. Immutable, shared by all subscribers that get it in the same way.
 *
 * @param message what was published
 * @param qos the lower of the publisher's and the subscription's QoS [MQTT-3.8.4-8]
 * @param retain the RETAIN flag to send (section 3.3.1.3)
 * @param identifiers the Subscription Identifiers of all matching subscriptions [MQTT-3.3.4-4]
 */
public record Delivery(Message message, QoS qos, boolean retain, Identifiers identifiers) {}
