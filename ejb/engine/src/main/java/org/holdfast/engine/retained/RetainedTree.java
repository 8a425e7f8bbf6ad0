package org.holdfast.engine.retained;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.holdfast.engine.topic.TopicFilter;
import org.holdfast.engine.topic.TopicName;
import org.jspecify.annotations.Nullable;

/**
 * The retained messages by topic, one tree level for each topic level.
 *
 * <p>Readers never wait. Writers of one topic take turns, which the buffer of changes sees to; only those that change the
 * tree's shape, by a new topic or by clearing one, take the tree's lock.
 */
final class RetainedTree {
    private final Node root = new Node();

    /** Lets the topic keep the message; returns the one it kept before, or null. */
    @Nullable
    RetainedMessage set(RetainedMessage message) {
        String[] levels = message.topic().levels();
        while (true) {
            Node found = find(levels);
            Node node = found == null ? grow(levels) : found;
            RetainedMessage before = node.message;
            node.message = message;
            if (!node.detached) { // else it was pruned meanwhile: begin again
                return before;
            }
        }
    }

    /** Lets the topic keep nothing; returns the message it kept before, or null. */
    @Nullable
    RetainedMessage clear(TopicName topic) {
        String[] levels = topic.levels();
        Node node = find(levels);
        RetainedMessage before = node == null ? null : node.message;
        if (node != null && before != null) {
            node.message = null;
            synchronized (this) {
                prune(root, levels, 0);
            }
        }
        return before;
    }

    /** The message that the topic keeps, or null. */
    @Nullable
    RetainedMessage get(TopicName topic) {
        Node node = find(topic.levels());
        return node == null ? null : node.message;
    }

    /** A walk over the messages whose topics match. */
    RetainedCursor matching(TopicFilter filter, Version ceiling) {
        return new RetainedCursor(root, filter, ceiling);
    }

    private @Nullable Node find(String[] levels) {
        Node node = root;
        for (String level : levels) {
            Node child = node.child(level);
            if (child == null) {
                return null;
            }
            node = child;
        }
        return node;
    }

    private synchronized Node grow(String[] levels) {
        Node node = root;
        for (String level : levels) {
            node = node.childOrNew(level);
        }
        return node;
    }

    /** Cuts off the nodes of a path that hold nothing any more. Under the tree's lock. */
    private static void prune(Node node, String[] path, int depth) {
        if (depth == path.length) {
            return;
        }
        Node child = node.child(path[depth]);
        if (child == null) {
            return;
        }
        prune(child, path, depth + 1);
        if (child.detachIfEmpty()) {
            node.removeChild(path[depth]);
        }
    }

    /** One level of one or more topics. */
    static final class Node {
        private volatile @Nullable Map<String, Node> children;
        private volatile @Nullable RetainedMessage message;
        private volatile boolean detached;

        @Nullable
        RetainedMessage message() {
            return message;
        }

        Map<String, Node> children() {
            Map<String, Node> map = children;
            return map == null ? Map.of() : map;
        }

        @Nullable
        Node child(String level) {
            Map<String, Node> map = children;
            return map == null ? null : map.get(level);
        }

        private Node childOrNew(String level) {
            Map<String, Node> map = children;
            if (map == null) {
                children = map = new ConcurrentHashMap<>(2);
            }
            return map.computeIfAbsent(level, absent -> new Node());
        }

        private void removeChild(String level) {
            Map<String, Node> map = children;
            if (map != null) {
                map.remove(level);
                if (map.isEmpty()) {
                    children = null;
                }
            }
        }

        /**
         * Detaches a node without children and message. A writer sets the message and then looks at {@code detached},
         * this sets {@code detached} and then looks at the message: at least one of the two sees the other.
         */
        private boolean detachIfEmpty() {
            if (children != null || message != null) {
                return false;
            }
            detached = true;
            if (message != null) {
                detached = false;
                return false;
            }
            return true;
        }
    }
}
