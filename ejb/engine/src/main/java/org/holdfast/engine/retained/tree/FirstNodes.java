package org.holdfast.engine.retained.tree;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/** Takes the first nodes of many, in the order of their names, without sorting all of them. */
final class FirstNodes {
    private static final Comparator<TreeNode> BY_NAME =
            (one, other) -> Arrays.compareUnsigned(one.name(), other.name());

    private FirstNodes() {}

    /** So many of the nodes at most, in order; those that the condition holds for. */
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
