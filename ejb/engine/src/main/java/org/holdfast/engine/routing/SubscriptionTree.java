package org.holdfast.engine.routing;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.topic.ShareName;
import org.holdfast.engine.topic.TopicFilter;
import org.holdfast.engine.topic.TopicName;
import org.jspecify.annotations.Nullable;

/**
 * A tree of all subscriptions, one tree level for each level of their filters.
 *
 * <p>Any thread. Readers never block; {@link #add} and {@link #remove} exclude each other, because they change the tree's shape.
 */
public final class SubscriptionTree {
    /** The result of adding a subscription. */
    public enum Added {
        /** The subscriber had none with this filter. */
        NEW,
        /** It replaced one [MQTT-3.8.4-3]. */
        REPLACED
    }

    private final Node root = new Node();
    private volatile int size;

    /** Adds a subscription, or replaces the one that its subscriber has with an equal filter. */
    public synchronized Added add(Subscription subscription) {
        Added added = put(subscription);
        if (added == Added.NEW) {
            size++;
        }
        return added;
    }

    private Added put(Subscription subscription) {
        TopicFilter filter = subscription.filter();
        Node node = root;
        for (int i = 0; i < filter.depth(); i++) {
            node = node.children.computeIfAbsent(filter.level(i), level -> new Node());
        }
        ShareName share = filter.shareName();
        if (share != null) {
            return node.groups.computeIfAbsent(share, name -> new SharedGroup()).add(subscription);
        }
        return node.subscriptions.put(subscription.subscriber(), subscription) == null ? Added.NEW : Added.REPLACED;
    }

    /** Removes the subscription that the subscriber has with this filter; returns false when there is none. */
    public synchronized boolean remove(Subscriber subscriber, TopicFilter filter) {
        boolean removed = remove(root, subscriber, filter, 0);
        if (removed) {
            size--;
        }
        return removed;
    }

    private static boolean remove(Node node, Subscriber subscriber, TopicFilter filter, int depth) {
        if (depth == filter.depth()) {
            return node.remove(subscriber, filter.shareName());
        }
        Node child = node.children.get(filter.level(depth));
        boolean removed = child != null && remove(child, subscriber, filter, depth + 1);
        if (removed && child != null && child.isEmpty()) {
            node.children.remove(filter.level(depth));
        }
        return removed;
    }

    /** Hands a message that a member of a shared subscription can no longer get over to another member, if there is one. */
    public void handOver(Message message, TopicFilter shared) {
        Node node = root;
        for (int i = 0; i < shared.depth() && node != null; i++) {
            node = node.children.get(shared.level(i));
        }
        SharedGroup group = node == null ? null : node.groups.get(requireNonNull(shared.shareName()));
        Subscription member = group == null ? null : group.next();
        if (member != null) {
            member.subscriber().inherit(member.live(message));
        }
    }

    /** The number of subscriptions; each member of a shared subscription counts. */
    public int size() {
        return size;
    }

    /**
     * Finds the subscriptions to a topic.
     *
     * @param single gets every matching subscription that is not shared
     * @param shared gets every matching shared subscription
     */
    void match(TopicName topic, Consumer<Subscription> single, Consumer<SharedGroup> shared) {
        new Match(topic, single, shared).descend(root, 0);
    }

    /** Passes the subscriptions to a topic to the consumer; of shared ones all members, although only one gets a message. */
    public void matching(TopicName topic, Consumer<Subscription> consumer) {
        match(topic, consumer, group -> group.members().forEach(consumer));
    }

    /** Passes all subscriptions to the consumer, in no particular order; they may change meanwhile. */
    public void forEach(Consumer<Subscription> consumer) {
        root.forEach(consumer);
    }

    private static final class Node {
        private final Map<String, Node> children = new ConcurrentHashMap<>(2);
        private final Map<Subscriber, Subscription> subscriptions = new ConcurrentHashMap<>(2);
        private final Map<ShareName, SharedGroup> groups = new ConcurrentHashMap<>(2);

        boolean isEmpty() {
            return children.isEmpty() && subscriptions.isEmpty() && groups.isEmpty();
        }

        void forEach(Consumer<Subscription> consumer) {
            subscriptions.values().forEach(consumer);
            groups.values().forEach(group -> group.members().forEach(consumer));
            children.values().forEach(child -> child.forEach(consumer));
        }

        boolean remove(Subscriber subscriber, @Nullable ShareName share) {
            if (share == null) {
                return subscriptions.remove(subscriber) != null;
            }
            SharedGroup group = groups.get(share);
            boolean removed = group != null && group.remove(subscriber);
            if (removed && group != null && group.isEmpty()) {
                groups.remove(share);
            }
            return removed;
        }
    }

    /** One search of the tree. */
    private static final class Match {
        private final String[] levels;
        private final boolean reserved;
        private final Consumer<Subscription> single;
        private final Consumer<SharedGroup> shared;

        Match(TopicName topic, Consumer<Subscription> single, Consumer<SharedGroup> shared) {
            this.levels = topic.levels();
            this.reserved = topic.isReserved();
            this.single = single;
            this.shared = shared;
        }

        void descend(Node node, int depth) {
            boolean wildcards = depth > 0 || !reserved; // [MQTT-4.7.2-1]
            if (wildcards) {
                visit(node.children.get(TopicFilter.MULTI_LEVEL));
            }
            if (depth == levels.length) {
                visit(node);
                return;
            }
            if (wildcards) {
                descendInto(node.children.get(TopicFilter.SINGLE_LEVEL), depth + 1);
            }
            descendInto(node.children.get(levels[depth]), depth + 1);
        }

        private void descendInto(@Nullable Node node, int depth) {
            if (node != null) {
                descend(node, depth);
            }
        }

        private void visit(@Nullable Node node) {
            if (node == null) {
                return;
            }
            node.subscriptions.values().forEach(single);
            node.groups.values().forEach(shared);
        }
    }
}
