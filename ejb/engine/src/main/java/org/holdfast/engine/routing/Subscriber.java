package org.holdfast.engine.routing;

import java.util.concurrent.Executor;
import org.holdfast.engine.message.QoS;

/** Who holds subscriptions: a session, or somebody in the same server. Every method may be called by any thread. */
public interface Subscriber {
    String clientId();

    /** What becomes of a message. */
    enum Taken {
        /** It is the subscriber's own matter. */
        IN_MEMORY,
        /** It is on its way to the store: its publisher is to be acknowledged after the commit. */
        TO_BE_STORED,
        /** It should have been stored, and too much waits for that: the subscriber does not get it. */
        NO_ROOM
    }

    /** Takes a message, without waiting. */
    Taken deliver(Delivery delivery);

    /** Takes a message that was another's, and that the store has in its place: there is room for it. */
    Taken inherit(Delivery delivery);

    /** Whether {@link #deliver} would take a message of this QoS now. */
    boolean hasRoomFor(QoS qos);

    /** Whether so much waits for it that publishers should wait too, for a moment. */
    boolean isCongested();

    /** Runs a task on the executor when it is not congested, or not any more; that is never long. */
    void onRelief(Executor executor, Runnable task);

    /** Whether a message would leave at once; a shared subscription prefers such members. */
    boolean isConnected();

    /** Whether it holds more than one subscription, so that several may match one message. */
    boolean hasSeveralSubscriptions();
}
