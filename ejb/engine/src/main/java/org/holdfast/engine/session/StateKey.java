package org.holdfast.engine.session;

import org.holdfast.engine.topic.TopicFilter;

/** What identifies a piece of Session State in the store. Immutable. */
public sealed interface StateKey {
    /** A session, by its number. */
    record OfSession(long session) implements StateKey {}

    /** A subscription of a session. */
    record OfSubscription(long session, TopicFilter filter) implements StateKey {}

    /** A QoS 1 or 2 message that is to reach a client, by its number. */
    record OfDelivery(long number) implements StateKey {}

    /** A QoS 2 message that a client has sent and not released. */
    record OfReceived(long session, int packetId) implements StateKey {}
}
