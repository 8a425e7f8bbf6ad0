package org.holdfast.engine.retained.tree;

import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.message.Payload;
import org.holdfast.engine.message.Properties;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.topic.TopicName;
import org.jspecify.annotations.Nullable;

/**
 * One level of one or more topics: its name, its children and the message of the topic that ends here.
 *
 * <p>Any thread reads. Children are added and removed under the lock of the tree; the message is replaced without it. There
 * are more nodes than messages, so a node is small: its children are null, or the only child, or a {@link ChildTable}.
 */
final class TreeNode {
    /** The bytes of heap of a node, without its name and its table of children. */
    static final int BYTES = 24;

    /** Marks a detached node, in place of its message. */
    private static final RetainedMessage DETACHED = new RetainedMessage(
            new Message(TopicName.of("detached"), Payload.EMPTY, QoS.AT_MOST_ONCE, true, Properties.NONE, 0, 0, ""),
            new Version(0, 0));

    private static final AtomicReferenceFieldUpdater<TreeNode, @Nullable RetainedMessage> MESSAGE =
            AtomicReferenceFieldUpdater.newUpdater(TreeNode.class, RetainedMessage.class, "message");

    private final byte[] name;
    private volatile @Nullable Object children;
    private volatile @Nullable RetainedMessage message;

    /** A node without children and message; the name is in UTF-8 and not copied. */
    TreeNode(byte[] name) {
        this.name = name;
    }

    byte[] name() {
        return name;
    }

    boolean isNamed(byte[] other) {
        return Arrays.equals(name, other);
    }

    @SuppressWarnings("ReferenceEquality") // it is this very object that has the meaning
    @Nullable
    RetainedMessage message() {
        RetainedMessage current = message;
        return current == DETACHED ? null : current;
    }

    /** Replaces the message that {@link #message} returned; returns false when it has changed, or the node is detached. */
    boolean replace(@Nullable RetainedMessage before, @Nullable RetainedMessage after) {
        return MESSAGE.compareAndSet(this, before, after);
    }

    /** Whether the node was removed from the tree; another node of the same name may have replaced it. */
    @SuppressWarnings("ReferenceEquality") // it is this very object that has the meaning
    boolean isDetached() {
        return message == DETACHED;
    }

    /** Detaches a node without children and message permanently; returns false when it has either. Under the tree's lock. */
    boolean detachIfEmpty() {
        return children == null && MESSAGE.compareAndSet(this, null, DETACHED);
    }

    @Nullable
    TreeNode child(byte[] childName) {
        Object current = children;
        if (current instanceof TreeNode only) {
            return only.isNamed(childName) ? only : null;
        }
        return current instanceof ChildTable table ? table.find(childName) : null;
    }

    /** Iterates over the current children. Those added or removed meanwhile may be met or not; none is met twice. */
    Iterator<TreeNode> children() {
        Object current = children;
        if (current instanceof TreeNode only) {
            return Collections.singleton(only).iterator();
        }
        return current instanceof ChildTable table ? table.iterator() : Collections.emptyIterator();
    }

    /** Adds a child with a name that no other one has; returns the additional bytes of heap. Under the tree's lock. */
    long add(TreeNode child) {
        Object before = children;
        if (before == null) {
            children = child;
            return 0;
        }
        long bytes = tableBytes();
        ChildTable table = before instanceof ChildTable many ? many : ChildTable.of((TreeNode) before);
        children = table.with(child);
        return tableBytes() - bytes;
    }

    /** Removes a child; returns the released bytes of heap. Under the tree's lock. */
    long remove(TreeNode child) {
        long bytes = tableBytes();
        children = children instanceof ChildTable table ? table.without(child) : null;
        return bytes - tableBytes();
    }

    private long tableBytes() {
        return children instanceof ChildTable table ? table.bytes() : 0;
    }
}
