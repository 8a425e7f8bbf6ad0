package org.holdfast.engine.routing;

import java.util.concurrent.Executor;
import org.holdfast.engine.message.QoS;

/** A holder of subscriptions: a session, or a component in the same server. Any thread may call every method. */
public interface Subscriber {
    String clientId();

    /** The result of a delivery. */
    enum Taken {
        /** The subscriber does not store it. */
        IN_MEMORY,
        /** It is to be stored: its publisher must be acknowledged after the commit. */
        TO_BE_STORED,
        /** It should have been stored, but the backlog of the store is full: the subscriber does not get it. */
        NO_ROOM
    }

    /** Accepts a message, without blocking. */
    Taken deliver(Delivery delivery);

    /** Accepts a message that was another subscriber's, whose place in the store it takes: there is room for it. */
    Taken inherit(Delivery delivery);

    /** Whether {@link #deliver} would accept a message of this QoS now. */
    boolean hasRoomFor(QoS qos);

    /** Whether its backlog is so large that publishers should wait a moment. */
    boolean isCongested();

    /** Runs a task on the executor as soon as the subscriber is not congested; that never takes long. */
    void onRelief(Executor executor, Runnable task);

    /** Whether a message would be sent at once; a shared subscription prefers such members. */
    boolean isConnected();

    /** Whether it holds more than one subscription, so that several may match one message. */
    boolean hasSeveralSubscriptions();
}
