package org.holdfast.adapter.inbound;

import org.holdfast.mqtt.gateway.Delivery;
import org.jspecify.annotations.Nullable;

/** A message on its way to the bean. Owned by its lane: one thread at a time. */
final class Inbound {
    private final Delivery delivery;
    private final Subscription from;
    private int failures;
    private @Nullable Throwable lastFailure;
    private int targetsDone;

    Inbound(Delivery delivery, Subscription from) {
        this.delivery = delivery;
        this.from = from;
    }

    Delivery delivery() {
        return delivery;
    }

    /** The connection that it has come by. */
    Subscription from() {
        return from;
    }

    /** How often the bean has failed on it. */
    int failures() {
        return failures;
    }

    /** Why it has, the last time; null when it has not. */
    @Nullable
    Throwable lastFailure() {
        return lastFailure;
    }

    /** Counts another failure. */
    void failed(Throwable why) {
        failures++;
        lastFailure = why;
    }

    /** How many of the bean's methods are through with it. */
    int targetsDone() {
        return targetsDone;
    }

    /** Another of them is. */
    void targetDone(int index) {
        targetsDone = index + 1;
    }
}
