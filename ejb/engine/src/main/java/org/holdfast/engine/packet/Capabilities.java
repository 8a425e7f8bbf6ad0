package org.holdfast.engine.packet;

import org.holdfast.engine.message.QoS;

/**
 * The optional features of a server, which CONNACK announces to MQTT 5.0 clients (section 3.2.2.3).
 *
 * @param maximumQos the highest QoS that clients may publish with and are granted
 * @param retain whether messages may be retained
 * @param wildcardSubscriptions whether Topic Filters may have wildcards
 * @param subscriptionIdentifiers whether subscriptions may have identifiers
 * @param sharedSubscriptions whether subscriptions may be shared
 */
public record Capabilities(
        QoS maximumQos,
        boolean retain,
        boolean wildcardSubscriptions,
        boolean subscriptionIdentifiers,
        boolean sharedSubscriptions) {
    /** All features of the standard. */
    public static final Capabilities ALL = new Capabilities(QoS.EXACTLY_ONCE, true, true, true, true);
}
