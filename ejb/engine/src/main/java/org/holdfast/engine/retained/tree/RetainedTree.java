package org.holdfast.engine.retained.tree;

import java.util.concurrent.atomic.LongAdder;
import org.holdfast.engine.message.HeapSize;
import org.holdfast.engine.topic.LeadingWildcard;
import org.holdfast.engine.topic.TopicFilter;
import org.holdfast.engine.topic.TopicName;
import org.jspecify.annotations.Nullable;

/**
 * The retained messages by topic, one tree level for each topic level.
 *
 * <p>Readers never block. The buffer of changes makes the writers of one topic take turns; only writers that change the
 * tree's shape, by a new topic or by clearing one, take the tree's lock.
 */
public final class RetainedTree {
    private static final Version LATEST = new Version(Long.MAX_VALUE, Integer.MAX_VALUE);

    private final TreeNode root = new TreeNode(new byte[0]);
    private final LevelNames names = new LevelNames();
    private final LongAdder bytes = new LongAdder();

    /** Retains a message; returns the previous one of its topic, or null. */
    @Nullable
    public RetainedMessage set(RetainedMessage message) {
        byte[][] levels = message.topic().encodedLevels();
        while (true) {
            TreeNode found = find(levels);
            TreeNode node = found == null ? grow(levels) : found;
            RetainedMessage before = node.message();
            if (node.replace(before, message)) { // else it was pruned meanwhile: retry
                return before;
            }
        }
    }

    /** As {@link #set}, for a topic that is expected to be new. */
    @Nullable
    public RetainedMessage setNew(RetainedMessage message) {
        TreeNode node = grow(message.topic().encodedLevels());
        RetainedMessage before = node.message();
        return before == null && node.replace(null, message) ? null : set(message);
    }

    /** Clears a topic; returns the message that it had, or null. */
    @Nullable
    public RetainedMessage clear(TopicName topic) {
        byte[][] levels = topic.encodedLevels();
        TreeNode node = find(levels);
        RetainedMessage before = node == null ? null : node.message();
        if (node == null || before == null || !node.replace(before, null)) {
            return null;
        }
        prune(levels);
        return before;
    }

    /** Returns the retained message of the topic, or null. */
    @Nullable
    public RetainedMessage get(TopicName topic) {
        TreeNode node = find(topic.encodedLevels());
        return node == null ? null : node.message();
    }

    /** A walk over the messages whose topics match, for a subscription. */
    public RetainedCursor matching(TopicFilter filter, LiveMessages live) {
        return new RetainedCursor(root, filter, LeadingWildcard.OF_A_SUBSCRIPTION, live);
    }

    /** A walk over all messages whose topics match, for management. */
    RetainedCursor covered(TopicFilter filter) {
        return new RetainedCursor(root, filter, LeadingWildcard.OF_MANAGEMENT, LiveMessages.since(LATEST));
    }

    /** As {@link #matching}, in the order of the topics, from the first one or after a topic. */
    public OrderedCursor matchingInOrder(TopicFilter filter, @Nullable TopicName after, LiveMessages live) {
        return new OrderedCursor(root, filter, after, LeadingWildcard.OF_A_SUBSCRIPTION, live);
    }

    /** As {@link #covered}, in the order of the topics, from the first one or after a topic. */
    OrderedCursor coveredInOrder(TopicFilter filter, @Nullable TopicName after) {
        return new OrderedCursor(root, filter, after, LeadingWildcard.OF_MANAGEMENT, LiveMessages.since(LATEST));
    }

    /** The levels directly below a topic, or at the top; null when there is no such topic in the tree. */
    @Nullable
    Branches branches(@Nullable TopicName topic) {
        TreeNode node = topic == null ? root : find(topic.encodedLevels());
        return node == null ? null : new Branches(node, topic == null ? null : topic.value());
    }

    /** The bytes of heap of the tree, without its messages. */
    public long bytes() {
        return bytes.sum();
    }

    private @Nullable TreeNode find(byte[][] levels) {
        TreeNode node = root;
        for (byte[] level : levels) {
            TreeNode child = node.child(level);
            if (child == null) {
                return null;
            }
            node = child;
        }
        return node;
    }

    private synchronized TreeNode grow(byte[][] levels) {
        TreeNode node = root;
        for (byte[] level : levels) {
            TreeNode child = node.child(level);
            if (child == null) {
                child = new TreeNode(names.of(level));
                bytes.add(node.add(child) + bytesOf(child));
            }
            node = child;
        }
        return node;
    }

    /** Detaches the nodes of a path that have become empty. */
    private synchronized void prune(byte[][] path) {
        TreeNode[] nodes = new TreeNode[path.length + 1];
        nodes[0] = root;
        for (int depth = 0; depth < path.length; depth++) {
            TreeNode child = nodes[depth].child(path[depth]);
            if (child == null) {
                return; // another thread has pruned it
            }
            nodes[depth + 1] = child;
        }
        for (int depth = path.length; depth > 0 && nodes[depth].detachIfEmpty(); depth--) {
            bytes.add(-nodes[depth - 1].remove(nodes[depth]) - bytesOf(nodes[depth]));
        }
    }

    /** Returns the bytes of heap of a node and its name, unless the name is shared. */
    private int bytesOf(TreeNode node) {
        return TreeNode.BYTES + (names.isShared(node.name()) ? 0 : HeapSize.ofBytes(node.name().length));
    }
}
