package org.holdfast.adapter.inbound;

/** What keeps its order on the way to a bean. */
enum Ordering {
    /** The messages of each topic among each other. */
    TOPIC,
    /** All messages: one at a time. */
    ALL,
    NONE
}
