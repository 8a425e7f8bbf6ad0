package org.holdfast.engine.retained.tree;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import org.holdfast.engine.topic.TopicFilter;
import org.holdfast.engine.topic.TopicName;
import org.jspecify.annotations.Nullable;

/**
 * The retained messages for management, while clients continue to change them. Any thread; it blocks no other. Expired
 * messages are never returned. A wildcard in the first level of a filter matches all topics except the broker's own
 * below {@code $SYS}: others that begin with {@code $} are managed like any topic.
 */
public final class RetainedView {
    private final RetainedTree tree;
    private final Clock clock;
    private final Predicate<TopicName> waiting;

    public RetainedView(RetainedTree tree, Clock clock, Predicate<TopicName> waiting) {
        this.tree = tree;
        this.clock = clock;
        this.waiting = waiting;
    }

    /**
     * A page of the levels directly below a topic.
     *
     * @param branches in order
     * @param last the level after which the next page begins; null when there is none
     */
    public record Level(
            List<RetainedBranch> branches, @Nullable String last) {}

    /** Returns the retained message of the topic, or null. */
    public @Nullable RetainedMessage get(TopicName topic) {
        RetainedMessage found = tree.get(topic);
        return found == null || found.message().isExpired(clock.millis()) ? null : found;
    }

    /** Whether the topic has a change that is not committed yet. */
    public boolean isWaiting(TopicName topic) {
        return waiting.test(topic);
    }

    /** Returns the number of messages that match. */
    public long count(TopicFilter filter) {
        long now = clock.millis();
        RetainedCursor cursor = matching(filter);
        long count = 0;
        while (cursor.next(now) != null) {
            count++;
        }
        return count;
    }

    /** A walk over the messages that match, in no particular order. */
    public RetainedCursor matching(TopicFilter filter) {
        return tree.covered(filter);
    }

    /**
     * Returns messages that match, in the order of their topics.
     *
     * @param after the topic that they come after; null for the first ones
     */
    public List<RetainedMessage> after(@Nullable TopicName after, TopicFilter filter, int limit) {
        return page(tree.coveredInOrder(filter, after), 0, limit);
    }

    /** Returns messages that match, in the order of their topics, from an offset. */
    public List<RetainedMessage> from(long offset, TopicFilter filter, int limit) {
        return page(tree.coveredInOrder(filter, null), offset, limit);
    }

    private List<RetainedMessage> page(OrderedCursor cursor, long offset, int limit) {
        long now = clock.millis();
        List<RetainedMessage> page = new ArrayList<>(Math.min(limit, 1_000));
        for (long skipped = 0; skipped < offset && cursor.next(now) != null; ) {
            skipped++;
        }
        for (RetainedMessage next; page.size() < limit && (next = cursor.next(now)) != null; ) {
            page.add(next);
        }
        return page;
    }

    /** Returns messages that match, in another order, from an offset; examines all of them. */
    public List<RetainedMessage> from(int offset, TopicFilter filter, int limit, Comparator<RetainedMessage> order) {
        long now = clock.millis();
        int most = Math.addExact(offset, limit);
        PriorityQueue<RetainedMessage> lastFirst = new PriorityQueue<>(order.reversed());
        RetainedCursor cursor = matching(filter);
        for (RetainedMessage next; (next = cursor.next(now)) != null; ) {
            if (lastFirst.size() < most) {
                lastFirst.add(next);
            } else if (order.compare(next, lastFirst.element()) < 0) {
                lastFirst.remove();
                lastFirst.add(next);
            }
        }
        List<RetainedMessage> first = new ArrayList<>(lastFirst);
        first.sort(order);
        return List.copyOf(first.subList(Math.min(offset, first.size()), first.size()));
    }

    /**
     * Returns the levels directly below a topic, in order, with their totals.
     *
     * @param topic null for the top
     * @param after the level that they come after; null for the first ones
     */
    public Level below(@Nullable TopicName topic, @Nullable String after, int limit) {
        Branches branches = tree.branches(topic);
        return branches == null ? new Level(List.of(), null) : branches.after(after, limit, clock.millis());
    }
}
