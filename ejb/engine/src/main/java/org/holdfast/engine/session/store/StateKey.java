package org.holdfast.engine.session.store;

import org.holdfast.engine.topic.TopicFilter;

/** The key of a piece of Session State in the store. Immutable. */
public sealed interface StateKey {
    /** Calls the method of the visitor for this kind of key. */
    <X extends Exception> void accept(Visitor<X> visitor) throws X;

    /**
     * A visitor of all kinds of keys.
     *
     * @param <X> the exception of the visitor
     */
    interface Visitor<X extends Exception> {
        void session(OfSession key) throws X;

        void subscription(OfSubscription key) throws X;

        /** Retained messages that a subscription has not received. */
        void owed(OfOwed key) throws X;

        /** A message for the client. */
        void delivery(OfDelivery key) throws X;

        /** A QoS 2 message of the client. */
        void received(OfReceived key) throws X;
    }

    /** A session, by its number. */
    record OfSession(long session) implements StateKey {
        @Override
        public <X extends Exception> void accept(Visitor<X> visitor) throws X {
            visitor.session(this);
        }
    }

    /** A subscription of a session. */
    record OfSubscription(long session, TopicFilter filter) implements StateKey {
        @Override
        public <X extends Exception> void accept(Visitor<X> visitor) throws X {
            visitor.subscription(this);
        }
    }

    /** The retained messages that a subscription of a session has not received. */
    record OfOwed(long session, TopicFilter filter) implements StateKey {
        @Override
        public <X extends Exception> void accept(Visitor<X> visitor) throws X {
            visitor.owed(this);
        }
    }

    /** A QoS 1 or 2 message for a client, by its number. */
    record OfDelivery(long number) implements StateKey {
        @Override
        public <X extends Exception> void accept(Visitor<X> visitor) throws X {
            visitor.delivery(this);
        }
    }

    /** A QoS 2 message that a client has sent and not released. */
    record OfReceived(long session, int packetId) implements StateKey {
        @Override
        public <X extends Exception> void accept(Visitor<X> visitor) throws X {
            visitor.received(this);
        }
    }
}
