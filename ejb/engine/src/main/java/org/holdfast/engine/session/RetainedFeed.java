package org.holdfast.engine.session;

import org.holdfast.engine.routing.Delivery;
import org.jspecify.annotations.Nullable;

/** The retained messages that a new subscription gets, one at a time, each as it is when it is asked for. */
@FunctionalInterface
public interface RetainedFeed {
    /** The next one, or null at the end. */
    @Nullable
    Delivery next();
}
