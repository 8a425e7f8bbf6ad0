package org.holdfast.engine.session.sending;

import org.holdfast.engine.loop.Turn;
import org.holdfast.engine.routing.Delivery;
import org.jspecify.annotations.Nullable;

/** Supplies the retained messages of a new subscription, each in its current state. Owned by the session's event loop. */
public interface RetainedFeed {
    /** Returns the next message; null at the end, or when the turn is over before one was found. */
    @Nullable
    Delivery next(Turn turn);

    /** Called when the client disconnects, maybe for long: the feed keeps as little as it can. */
    void clientLeft();

    /** Called when the client connects again: from now on it gets published messages live. */
    void clientCame();
}
