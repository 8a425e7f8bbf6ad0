package org.holdfast.adapter.inbound;

/** Which messages keep their order on the way to a bean. */
enum Ordering {
    /** The messages of each topic. */
    TOPIC,
    /** All messages: one at a time. */
    ALL,
    NONE
}
