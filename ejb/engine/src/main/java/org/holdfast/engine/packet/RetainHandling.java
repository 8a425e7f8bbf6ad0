package org.holdfast.engine.packet;

/** When a subscription gets the retained messages (section 3.8.3.1). */
public enum RetainHandling {
    /** At each SUBSCRIBE. */
    SEND_ALWAYS,
    /** At a SUBSCRIBE that makes a new subscription. */
    SEND_IF_NEW,
    /** Never. */
    DO_NOT_SEND
}
