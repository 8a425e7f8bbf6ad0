package org.holdfast.engine.routing;

/** Where a message comes from. */
public interface MessageOrigin {
    MessageOrigin BROKER = congested -> {};

    /** A subscriber has got the message, but much waits for it: the next message should wait for its relief. */
    void slowDown(Subscriber congested);
}
