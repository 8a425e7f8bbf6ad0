package org.holdfast.engine.session;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.holdfast.engine.memory.MemoryAccount;
import org.holdfast.engine.routing.Subscription;
import org.holdfast.engine.session.store.SessionRecord;
import org.holdfast.engine.topic.TopicFilter;
import org.jspecify.annotations.Nullable;

/** The subscriptions of one client. Owned by the session's event loop; {@link #areSeveral} may be called by any thread. */
public final class ClientSubscriptions {
    /** About what a subscription takes here and in the tree, in bytes of heap, without the text of its filter. */
    private static final int OVERHEAD = 400;

    private final SessionRecord record;
    private final MemoryAccount account;
    private final Consumer<TopicFilter> onRemoval;
    private final Map<TopicFilter, Subscription> byFilter = new LinkedHashMap<>();
    private volatile boolean several;

    /** @param onRemoval called with the filter of each subscription that is removed */
    ClientSubscriptions(SessionRecord record, MemoryAccount account, Consumer<TopicFilter> onRemoval) {
        this.record = record;
        this.account = account;
        this.onRemoval = onRemoval;
    }

    /** Adds a subscription, or replaces the one with an equal filter. */
    public void add(Subscription subscription) {
        restore(subscription);
        record.subscribed(subscription);
    }

    /** Restores a subscription that an earlier run of the broker has stored. */
    void restore(Subscription subscription) {
        if (byFilter.put(subscription.filter(), subscription) == null) {
            account.take(size(subscription.filter()));
        }
        several = byFilter.size() > 1;
    }

    /** Removes a subscription; returns false when there was none. */
    public boolean remove(TopicFilter filter) {
        boolean removed = byFilter.remove(filter) != null;
        if (removed) {
            account.take(-size(filter));
        }
        record.unsubscribed(filter);
        several = byFilter.size() > 1;
        onRemoval.accept(filter);
        return removed;
    }

    private static int size(TopicFilter filter) {
        return OVERHEAD + 2 * filter.value().length();
    }

    /** Whether a subscription with this filter would be one more than a maximum. */
    public boolean areTooMany(TopicFilter filter, int maximum) {
        return byFilter.size() >= maximum && !byFilter.containsKey(filter);
    }

    /** The current subscription with this filter, or null. */
    public @Nullable Subscription get(TopicFilter filter) {
        return byFilter.get(filter);
    }

    Collection<Subscription> all() {
        return byFilter.values();
    }

    int size() {
        return byFilter.size();
    }

    /** Whether there is more than one. */
    boolean areSeveral() {
        return several;
    }

    /** Deletes all of them from the store. */
    void forgetAll() {
        byFilter.keySet().forEach(record::unsubscribed);
    }
}
