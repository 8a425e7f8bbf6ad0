package org.holdfast.engine.session.sending;

/** A packet with which a client answers a delivery (sections 4.3.2 and 4.3.3). */
public enum Answer {
    /** Ends a QoS 1 delivery. */
    PUBACK,
    /** The message was received, or is refused. */
    PUBREC,
    /** Ends a QoS 2 delivery. */
    PUBCOMP
}
