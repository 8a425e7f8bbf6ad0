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
    /** What of the store this is. */
    StateKey key();

    /** The number of the session that this is part of. */
    long session();

    /** About how many bytes of heap it holds. */
    int heapSize();

    /** Shows the visitor which kind of piece this is. */
    <X extends Exception> void accept(Visitor<X> visitor) throws X;

    /**
     * Whoever has to do with every kind of piece.
     *
     * @param <X> what goes wrong there
     */
    interface Visitor<X extends Exception> {
        void stored(Stored stored) throws X;

        void subscribed(Subscribed subscribed) throws X;

        /** Retained messages that a subscription has not had. */
        void owed(Owed owed) throws X;

        /** A message for the client. */
        void queued(Queued queued) throws X;

        /** A QoS 2 message of the client. */
        void received(Received received) throws X;
    }

    /** A time that is not known yet, because the client is connected, or that never comes. */
    long NEVER = Long.MAX_VALUE;

    /**
     * A session.
     *
     * @param expiryInterval for how long it outlives its connection, in seconds
     * @param expiresAt when it ends, in milliseconds of the wall clock; {@link #NEVER} while its client is connected
     * @param will what is to be published when the client stays away; null when there is nothing
     * @param willAt when, in milliseconds of the wall clock; {@link #NEVER} while the client is connected
     */
    record Stored(
            long session,
            String clientId,
            long expiryInterval,
            long expiresAt,
            @Nullable Will will,
            long willAt) implements SessionState {
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
     * The retained messages that a subscription has been promised and has not had yet.
     *
     * @param after the topic of the last one that is on its way, in the order of topics; null when none is
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
     * A QoS 1 or 2 message that is to reach the client.
     *
     * @param number the larger, the later
     * @param delivery null once PUBREC has come, so that only PUBREL is to be sent
     * @param packetId the Packet Identifier that it is sent under; 0 when it has none yet
     * @param begunAt when it got that, in milliseconds of the wall clock; 0 when it has none yet
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
