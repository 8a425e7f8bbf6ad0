package org.holdfast.engine.session;

import org.holdfast.engine.routing.Delivery;
import org.holdfast.engine.topic.TopicFilter;
import org.holdfast.engine.topic.TopicName;
import org.jspecify.annotations.Nullable;

/** The retained messages that a new subscription gets, one at a time, each as it is when it is asked for. Owned by the session's event loop. */
public interface RetainedFeed {
    /** The next one, or null at the end. */
    @Nullable
    Delivery next();

    /** The client is away, maybe for long: the feed holds on to as little as it can. */
    void clientLeft();

    /** The client is there again: from now on it gets live what is published. */
    void clientCame();

    /** Where feeds come from that go on after a restart of the broker. */
    @FunctionalInterface
    interface Source {
        /**
         * What a subscription has not had yet.
         *
         * @param after the topic of the last message that it has had, in the order of topics; null: none
         */
        RetainedFeed resume(Session session, TopicFilter filter, @Nullable TopicName after);
    }
}
