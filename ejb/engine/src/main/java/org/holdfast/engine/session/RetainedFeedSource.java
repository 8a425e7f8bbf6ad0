package org.holdfast.engine.session;

import org.holdfast.engine.session.sending.RetainedFeed;
import org.holdfast.engine.topic.TopicFilter;
import org.holdfast.engine.topic.TopicName;
import org.jspecify.annotations.Nullable;

/** The source of feeds that continue after a restart of the broker. */
@FunctionalInterface
public interface RetainedFeedSource {
    /**
     * Returns the feed of the messages that a subscription has not received yet.
     *
     * @param after the topic of the last message that it has received, in the order of topics; null: none
     */
    RetainedFeed resume(Session session, TopicFilter filter, @Nullable TopicName after);
}
