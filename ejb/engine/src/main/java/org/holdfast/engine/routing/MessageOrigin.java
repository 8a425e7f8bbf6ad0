package org.holdfast.engine.routing;

/** The origin of a message. */
public interface MessageOrigin {
    MessageOrigin BROKER = congested -> {};

    /** A subscriber of the message is congested: the next message should wait until it is relieved. */
    void slowDown(Subscriber congested);
}
