package org.holdfast.adapter.inbound;

import org.holdfast.mqtt.gateway.LinkDelivery;
import org.jspecify.annotations.Nullable;

/** A message on its way to the bean. Owned by its lane: one thread at a time. */
final class Inbound {
    private final LinkDelivery delivery;
    private final EndpointConnection from;
    private int failures;
    private @Nullable Throwable lastFailure;
    private int subscriptionsDone;

    Inbound(LinkDelivery delivery, EndpointConnection from) {
        this.delivery = delivery;
        this.from = from;
    }

    LinkDelivery delivery() {
        return delivery;
    }

    /** The connection that it has come by. */
    EndpointConnection from() {
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

    void failed(Throwable why) {
        failures++;
        lastFailure = why;
    }

    /** How many of the bean's methods are through with it. */
    int subscriptionsDone() {
        return subscriptionsDone;
    }

    /** Another of them is. */
    void subscriptionDone(int index) {
        subscriptionsDone = index + 1;
    }
}
