package org.holdfast.engine.retained.tree;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/** Selects the first of many nodes, in the order of their names, without sorting all of them. */
final class FirstNodes {
    private static final Comparator<TreeNode> BY_NAME =
            (one, other) -> Arrays.compareUnsigned(one.name(), other.name());

    private FirstNodes() {}

    /** Returns at most {@code limit} of the nodes that meet the condition, in order. */
    static List<TreeNode> first(int limit, Iterator<TreeNode> nodes, Predicate<TreeNode> condition) {
        PriorityQueue<TreeNode> largestFirst = new PriorityQueue<>(BY_NAME.reversed());
        while (nodes.hasNext()) {
            TreeNode node = nodes.next();
            if (condition.test(node)) {
                offer(largestFirst, node, limit);
            }
        }
        List<TreeNode> smallest = new ArrayList<>(largestFirst);
        smallest.sort(BY_NAME);
        return smallest;
    }

    private static void offer(PriorityQueue<TreeNode> largestFirst, TreeNode node, int limit) {
        if (largestFirst.size() == limit) {
            if (BY_NAME.compare(node, largestFirst.element()) >= 0) {
                return;
            }
            largestFirst.remove();
        }
        largestFirst.add(node);
    }
}
