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
 * Retained messages for people and programs that manage them, while clients go on changing them. Any thread; nobody waits for
 * it. Expired messages are never shown. A wildcard in the first level of a filter matches all topics but the broker's own below
 * {@code $SYS}: those that begin with {@code $} are kept and managed like any other.
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
     * Levels right below a topic.
     *
     * @param branches in order
     * @param last the level after which further ones come; null when there are none
     */
    public record Level(
            List<RetainedBranch> branches, @Nullable String last) {}

    /** The message that the topic keeps, or null. */
    public @Nullable RetainedMessage get(TopicName topic) {
        RetainedMessage found = tree.get(topic);
        return found == null || found.message().isExpired(clock.millis()) ? null : found;
    }

    /** Whether the topic has a change that is not committed yet. */
    public boolean isWaiting(TopicName topic) {
        return waiting.test(topic);
    }

    /** How many messages match. */
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
     * The messages that match in the order of their topics.
     *
     * @param after the topic that they come after; null for the first ones
     */
    public List<RetainedMessage> after(@Nullable TopicName after, TopicFilter filter, int limit) {
        return page(tree.coveredInOrder(filter, after), 0, limit);
    }

    /** The messages that match in the order of their topics, without so many of the first ones. */
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

    /** The messages that match in another order, without so many of the first ones: all are looked at. */
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
     * The levels right below a topic, in order, with what is below them.
     *
     * @param topic null for the top
     * @param after the level that they come after; null for the first ones
     */
    public Level below(@Nullable TopicName topic, @Nullable String after, int limit) {
        Branches branches = tree.branches(topic);
        return branches == null ? new Level(List.of(), null) : branches.after(after, limit, clock.millis());
    }
}
