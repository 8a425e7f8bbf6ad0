package org.holdfast.engine.handler;

import java.time.Clock;
import org.holdfast.engine.loop.Turn;
import org.holdfast.engine.retained.RetainedMessages;
import org.holdfast.engine.retained.tree.LiveMessages;
import org.holdfast.engine.retained.tree.RetainedMessage;
import org.holdfast.engine.retained.tree.RetainedWalk;
import org.holdfast.engine.routing.Delivery;
import org.holdfast.engine.routing.Subscription;
import org.holdfast.engine.routing.SubscriptionTree;
import org.holdfast.engine.session.RetainedFeedSource;
import org.holdfast.engine.session.Session;
import org.holdfast.engine.session.sending.RetainedFeed;
import org.holdfast.engine.topic.TopicFilter;
import org.holdfast.engine.topic.TopicName;
import org.jspecify.annotations.Nullable;

/**
 * Creates the feeds of retained messages for subscriptions (section 3.3.1.3). Any thread creates a feed, which belongs
 * to the session's event loop.
 *
 * <p>A stored session gets them in the order of their topics, and its progress is stored: so the rest survives a
 * restart of the broker.
 */
public final class RetainedFeeds implements RetainedFeedSource {
    private final RetainedMessages retained;
    private final SubscriptionTree subscriptions;
    private final Clock clock;

    /** Creates feeds on the shared state of a broker. */
    public RetainedFeeds(Dispatcher.Shared shared) {
        this.retained = shared.retained();
        this.subscriptions = shared.subscriptions();
        this.clock = shared.clock();
    }

    /** Adds a subscription and begins its feed: each retained message is in the feed, or delivered live. */
    RetainedFeed subscribe(Session session, Subscription subscription) {
        TopicFilter filter = subscription.filter();
        Runnable addition = () -> subscriptions.add(subscription);
        RetainedWalk walk =
                session.isStored() ? retained.subscribeInOrder(filter, addition) : retained.subscribe(filter, addition);
        return new Feed(session, filter, walk.live(), walk, null);
    }

    @Override
    public RetainedFeed resume(Session session, TopicFilter filter, @Nullable TopicName after) {
        return new Feed(session, filter, LiveMessages.since(retained.now()), null, after);
    }

    /** The messages of a walk, with the current options of the subscription; none after it was removed. */
    private final class Feed implements RetainedFeed {
        private final Session session;
        private final TopicFilter filter;
        private final LiveMessages live;
        private @Nullable RetainedWalk walk;
        private @Nullable TopicName after;

        Feed(
                Session session,
                TopicFilter filter,
                LiveMessages live,
                @Nullable RetainedWalk walk,
                @Nullable TopicName after) {
            this.session = session;
            this.filter = filter;
            this.live = live;
            this.walk = walk;
            this.after = after;
        }

        @Override
        public @Nullable Delivery next(Turn turn) {
            Subscription subscription = session.subscriptions().get(filter);
            if (subscription == null) {
                return null;
            }
            RetainedWalk current = walk == null ? retained.walk(filter, after, live) : walk;
            walk = current;
            for (RetainedMessage next; (next = current.next(clock.millis(), turn)) != null; ) {
                after = next.topic();
                if (!subscription.keepsAway(next.message())) {
                    return subscription.retained(next.message());
                }
            }
            return null;
        }

        /** A walk in order can restart after any topic; an unordered one must continue where it is. */
        @Override
        public void clientLeft() {
            if (session.isStored()) {
                walk = null;
            }
        }

        @Override
        public void clientCame() {
            Subscription subscription = session.subscriptions().get(filter);
            if (subscription != null) {
                live.wasAway(retained.now(), subscription.qos());
            }
        }
    }
}
