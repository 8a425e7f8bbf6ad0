package org.holdfast.engine.session.store;

import org.holdfast.engine.message.QoS;
import org.holdfast.engine.message.RetainHandling;
import org.holdfast.engine.packet.Will;
import org.holdfast.engine.routing.Delivery;
import org.holdfast.engine.topic.TopicFilter;
import org.holdfast.engine.topic.TopicName;
import org.jspecify.annotations.Nullable;

/** A piece of Session State as the store keeps it (section 4.1). Immutable. */
public sealed interface SessionState {
    /** The key of this state in the store. */
    StateKey key();

    /** The number of the session that this is part of. */
    long session();

    /** The approximate bytes of heap that it takes. */
    int heapSize();

    /** Calls the method of the visitor for this kind of state. */
    <X extends Exception> void accept(Visitor<X> visitor) throws X;

    /**
     * A visitor of all kinds of state.
     *
     * @param <X> the exception of the visitor
     */
    interface Visitor<X extends Exception> {
        void stored(Stored stored) throws X;

        void subscribed(Subscribed subscribed) throws X;

        /** Retained messages that a subscription has not received. */
        void owed(Owed owed) throws X;

        /** A message for the client. */
        void queued(Queued queued) throws X;

        /** A QoS 2 message of the client. */
        void received(Received received) throws X;
    }

    /** A time that is unknown while the client is connected, or that never comes. */
    long NEVER = Long.MAX_VALUE;

    /**
     * A session.
     *
     * @param owner who may use it
     * @param expiryInterval the Session Expiry Interval, in seconds
     * @param expiresAt when it ends, in milliseconds of the wall clock; {@link #NEVER} while its client is connected
     * @param will the Will to publish if the client does not reconnect; null when there is none
     * @param willAt when it is published, in milliseconds of the wall clock; {@link #NEVER} while the client is connected
     */
    record Stored(
            long session,
            String clientId,
            Owner owner,
            long expiryInterval,
            long expiresAt,
            @Nullable Will will,
            long willAt)
            implements SessionState {
        @Override
        public StateKey key() {
            return new StateKey.OfSession(session);
        }

        @Override
        public <X extends Exception> void accept(Visitor<X> visitor) throws X {
            visitor.stored(this);
        }

        @Override
        public int heapSize() {
            return 256 + (will == null ? 0 : will.payload().length());
        }
    }

    /** A subscription, with its options. */
    record Subscribed(
            long session,
            TopicFilter filter,
            QoS qos,
            boolean noLocal,
            boolean retainAsPublished,
            RetainHandling retainHandling,
            int identifier)
            implements SessionState {
        @Override
        public StateKey key() {
            return new StateKey.OfSubscription(session, filter);
        }

        @Override
        public <X extends Exception> void accept(Visitor<X> visitor) throws X {
            visitor.subscribed(this);
        }

        @Override
        public int heapSize() {
            return 256;
        }
    }

    /**
     * The retained messages that a subscription is owed and has not received yet.
     *
     * @param after the topic of the last message that is no longer owed, in the order of topics; null when there is none
     */
    record Owed(long session, TopicFilter filter, @Nullable TopicName after) implements SessionState {
        @Override
        public StateKey key() {
            return new StateKey.OfOwed(session, filter);
        }

        @Override
        public <X extends Exception> void accept(Visitor<X> visitor) throws X {
            visitor.owed(this);
        }

        @Override
        public int heapSize() {
            return 128;
        }
    }

    /**
     * A QoS 1 or 2 message for the client.
     *
     * @param number larger numbers are later
     * @param delivery null after PUBREC, when only PUBREL is to be sent
     * @param packetId the Packet Identifier that it is sent under; 0 when it has none yet
     * @param begunAt when it got the identifier, in milliseconds of the wall clock; 0 when it has none yet
     */
    record Queued(long session, long number, @Nullable Delivery delivery, int packetId, long begunAt)
            implements SessionState {
        @Override
        public StateKey key() {
            return new StateKey.OfDelivery(number);
        }

        @Override
        public <X extends Exception> void accept(Visitor<X> visitor) throws X {
            visitor.queued(this);
        }

        @Override
        public int heapSize() {
            return 96 + (delivery == null ? 0 : delivery.message().heapSize());
        }
    }

    /** A QoS 2 message that the client has sent and not released. */
    record Received(long session, int packetId) implements SessionState {
        @Override
        public StateKey key() {
            return new StateKey.OfReceived(session, packetId);
        }

        @Override
        public <X extends Exception> void accept(Visitor<X> visitor) throws X {
            visitor.received(this);
        }

        @Override
        public int heapSize() {
            return 96;
        }
    }
}
