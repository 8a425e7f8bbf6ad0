package org.holdfast.engine.retained.tree;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import org.holdfast.engine.loop.Turn;

/** Selects the first of many nodes, in the order of their names, without sorting all of them; in parts, if it takes long. */
final class FirstNodes {
    private static final Comparator<TreeNode> BY_NAME =
            (one, other) -> Arrays.compareUnsigned(one.name(), other.name());

    private final int limit;
    private final Iterator<TreeNode> nodes;
    private final Predicate<TreeNode> condition;
    private final PriorityQueue<TreeNode> largestFirst = new PriorityQueue<>(BY_NAME.reversed());
    private final Deque<TreeNode> selected = new ArrayDeque<>();

    /** Will select at most {@code limit} of the nodes that meet the condition. */
    FirstNodes(int limit, Iterator<TreeNode> nodes, Predicate<TreeNode> condition) {
        this.limit = limit;
        this.nodes = nodes;
        this.condition = condition;
    }

    /** Returns at most {@code limit} of the nodes that meet the condition, in order. */
    static List<TreeNode> first(int limit, Iterator<TreeNode> nodes, Predicate<TreeNode> condition) {
        FirstNodes first = new FirstNodes(limit, nodes, condition);
        first.select(Turn.endless());
        return List.copyOf(first.selected());
    }

    /** Goes on with the selection; returns false when the turn is over before it is complete. */
    boolean select(Turn turn) {
        for (; nodes.hasNext(); turn.take(1)) {
            if (turn.isOver()) {
                return false;
            }
            TreeNode node = nodes.next();
            if (condition.test(node)) {
                offer(node);
            }
        }
        for (; !largestFirst.isEmpty(); turn.take(1)) {
            if (turn.isOver()) {
                return false;
            }
            selected.addFirst(largestFirst.remove());
        }
        return true;
    }

    /** The nodes, in order, once the selection is complete. */
    Deque<TreeNode> selected() {
        return selected;
    }

    private void offer(TreeNode node) {
        if (largestFirst.size() == limit) {
            if (BY_NAME.compare(node, largestFirst.element()) >= 0) {
                return;
            }
            largestFirst.remove();
        }
        largestFirst.add(node);
    }
}
