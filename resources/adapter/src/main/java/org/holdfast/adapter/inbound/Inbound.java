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

    /** Returns the connection that delivered it. */
    EndpointConnection from() {
        return from;
    }

    /** Returns how often the bean has failed to process it. */
    int failures() {
        return failures;
    }

    /** Returns the last failure of the bean; null if there is none. */
    @Nullable
    Throwable lastFailure() {
        return lastFailure;
    }

    void failed(Throwable why) {
        failures++;
        lastFailure = why;
    }

    /** Returns how many of the bean's subscriptions are done with it. */
    int subscriptionsDone() {
        return subscriptionsDone;
    }

    /** Records that a subscription is done with it. */
    void subscriptionDone(int index) {
        subscriptionsDone = index + 1;
    }
}
