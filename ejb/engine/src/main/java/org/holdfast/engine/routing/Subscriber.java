package org.holdfast.engine.routing;

import java.util.concurrent.Executor;

/** Who holds subscriptions: a session, or somebody in the same server. Every method may be called by any thread. */
public interface Subscriber {
    /** The Client Identifier. */
    String clientId();

    /** Takes a message, without waiting. What becomes of it is the subscriber's own matter. */
    void deliver(Delivery delivery);

    /** Whether so much waits for it that publishers should wait too, for a moment. */
    boolean isCongested();

    /** Runs a task on the executor when it is not congested, or not any more; that is never long. */
    void onRelief(Executor executor, Runnable task);

    /** Whether a message would leave at once; a shared subscription prefers such members. */
    boolean isConnected();

    /** Whether it holds more than one subscription, so that several may match one message. */
    boolean hasSeveralSubscriptions();
}
