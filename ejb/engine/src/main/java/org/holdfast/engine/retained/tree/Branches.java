package org.holdfast.engine.retained.tree;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.holdfast.engine.topic.TopicName;
import org.jspecify.annotations.Nullable;

/**
 * The levels directly below a node of the tree, in order, with the totals of each branch. They are counted at each
 * call, because totals in the nodes would cost memory for each message and make all publishers write to the root.
 *
 * @param parent the node
 * @param topic its topic; null for the root
 */
record Branches(TreeNode parent, @Nullable String topic) {
    /** Returns the first levels after a name. Levels without an unexpired message are left out. */
    RetainedView.Level after(@Nullable String level, int limit, long now) {
        byte[] name = level == null ? null : level.getBytes(StandardCharsets.UTF_8);
        List<TreeNode> nodes = FirstNodes.first(
                limit + 1, parent.children(), child -> name == null || Arrays.compareUnsigned(child.name(), name) > 0);
        boolean isLast = nodes.size() <= limit;
        List<RetainedBranch> branches = new ArrayList<>();
        for (TreeNode node : isLast ? nodes : nodes.subList(0, limit)) {
            RetainedBranch branch = branch(node, now);
            if (branch.count() > 0) {
                branches.add(branch);
            }
        }
        return new RetainedView.Level(branches, isLast ? null : text(nodes.get(limit - 1)));
    }

    private RetainedBranch branch(TreeNode node, long now) {
        long count = 0;
        long bytes = 0;
        Deque<Iterator<TreeNode>> path = new ArrayDeque<>();
        for (TreeNode at = node; at != null; at = next(path)) {
            RetainedMessage message = valid(at, now);
            if (message != null) {
                count++;
                bytes += message.heapSize();
            }
            path.push(at.children());
        }
        return branch(node, now, count, bytes);
    }

    private RetainedBranch branch(TreeNode node, long now, long count, long bytes) {
        String level = text(node);
        return new RetainedBranch(
                level,
                topic == null ? level : TopicName.child(topic, level),
                valid(node, now),
                node.children().hasNext(),
                count,
                bytes);
    }

    private static String text(TreeNode node) {
        return new String(node.name(), StandardCharsets.UTF_8);
    }

    private static @Nullable TreeNode next(Deque<Iterator<TreeNode>> path) {
        while (!path.isEmpty()) {
            if (path.peek().hasNext()) {
                return path.peek().next();
            }
            path.pop();
        }
        return null;
    }

    private static @Nullable RetainedMessage valid(TreeNode node, long now) {
        RetainedMessage message = node.message();
        return message == null || message.message().isExpired(now) ? null : message;
    }
}
