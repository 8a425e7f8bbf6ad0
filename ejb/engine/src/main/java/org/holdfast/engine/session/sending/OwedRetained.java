package org.holdfast.engine.session.sending;

import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.holdfast.engine.loop.Turn;
import org.holdfast.engine.routing.Delivery;
import org.holdfast.engine.session.store.SessionRecord;
import org.holdfast.engine.topic.TopicFilter;
import org.jspecify.annotations.Nullable;

/**
 * The retained messages that subscriptions are still owed (section 3.3.1.3): first owed, then sent as the client
 * accepts them. Owned by the session's event loop.
 */
final class OwedRetained {
    private final SessionRecord record;
    private final Map<TopicFilter, RetainedFeed> owed = new LinkedHashMap<>();
    private final Map<TopicFilter, RetainedFeed> feeding = new LinkedHashMap<>();

    OwedRetained(SessionRecord record) {
        this.record = record;
    }

    /**
     * A retained message that is about to be sent.
     *
     * @param filter the subscription that is owed it
     */
    record Next(TopicFilter filter, Delivery delivery) {}

    /** Owes a subscription its retained messages, in place of those still owed to it; none is sent yet. */
    void owe(TopicFilter filter, RetainedFeed feed) {
        feeding.remove(filter);
        owed.put(filter, feed);
    }

    /** Starts sending the retained messages that are owed to these subscriptions. */
    void feed(Collection<TopicFilter> filters) {
        for (TopicFilter filter : filters) {
            RetainedFeed feed = owed.remove(filter);
            if (feed != null) {
                feeding.put(filter, feed);
            }
        }
    }

    /** Called when the client connects: starts sending everything that is owed. */
    void clientCame() {
        feed(List.copyOf(owed.keySet()));
        feeding.values().forEach(RetainedFeed::clientCame);
    }

    /** Called when the client disconnects. */
    void clientLeft() {
        owed.values().forEach(RetainedFeed::clientLeft);
        feeding.values().forEach(RetainedFeed::clientLeft);
    }

    /** Cancels the retained messages that are owed to a subscription. */
    void cancel(TopicFilter filter) {
        if (owed.remove(filter) != null || feeding.remove(filter) != null) {
            record.fed(filter);
        }
    }

    /** Deletes all of it from the store. */
    void forgetAll() {
        owed.keySet().forEach(record::fed);
        feeding.keySet().forEach(record::fed);
    }

    void clear() {
        owed.clear();
        feeding.clear();
    }

    /** Whether there may be a message to send. */
    boolean isFeeding() {
        return !feeding.isEmpty();
    }

    /** Removes and returns the message to send next; null when all have been sent, or the turn is over before one was found. */
    @Nullable
    Next next(Turn turn) {
        for (Iterator<Map.Entry<TopicFilter, RetainedFeed>> feeds =
                        feeding.entrySet().iterator();
                feeds.hasNext() && !turn.isOver(); ) {
            Map.Entry<TopicFilter, RetainedFeed> feed = feeds.next();
            Delivery next = feed.getValue().next(turn);
            if (next != null) {
                return new Next(feed.getKey(), next);
            }
            if (!turn.isOver()) {
                record.fed(feed.getKey());
                feeds.remove();
                turn.take(1);
            }
        }
        return null;
    }
}
