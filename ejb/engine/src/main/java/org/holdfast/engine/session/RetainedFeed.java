package org.holdfast.engine.session;

import org.holdfast.engine.routing.Delivery;
import org.holdfast.engine.topic.TopicFilter;
import org.holdfast.engine.topic.TopicName;
import org.jspecify.annotations.Nullable;

/** Supplies the retained messages of a new subscription, each in its current state. Owned by the session's event loop. */
public interface RetainedFeed {
    /** Returns the next message, or null at the end. */
    @Nullable
    Delivery next();

    /** Called when the client disconnects, maybe for long: the feed keeps as little as it can. */
    void clientLeft();

    /** Called when the client connects again: from now on it gets published messages live. */
    void clientCame();

    /** The source of feeds that continue after a restart of the broker. */
    @FunctionalInterface
    interface Source {
        /**
         * Returns the feed of the messages that a subscription has not received yet.
         *
         * @param after the topic of the last message that it has received, in the order of topics; null: none
         */
        RetainedFeed resume(Session session, TopicFilter filter, @Nullable TopicName after);
    }
}
