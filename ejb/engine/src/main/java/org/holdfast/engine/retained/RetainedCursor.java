package org.holdfast.engine.retained;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import org.holdfast.engine.retained.RetainedTree.Node;
import org.holdfast.engine.topic.TopicFilter;
import org.jspecify.annotations.Nullable;

/**
 * A walk over the retained messages that match a filter, as slow or fast as its reader likes, while the tree changes.
 *
 * <p>Each topic is visited at most once. Messages newer than the walk's beginning are left out: the subscription that
 * began it gets those live. Not for use by several threads.
 */
public final class RetainedCursor {
    private final TopicFilter filter;
    private final Version ceiling;
    private final Deque<Step> path = new ArrayDeque<>();

    RetainedCursor(Node root, TopicFilter filter, Version ceiling) {
        this.filter = filter;
        this.ceiling = ceiling;
        enterRoot(root);
    }

    /** Siblings still to visit, all of which match the filter up to {@code depth} levels. */
    private record Step(Iterator<Node> nodes, int depth) {}

    /** The next message that has not expired, or null at the end. */
    public @Nullable RetainedMessage next(long now) {
        Step step;
        while ((step = path.peek()) != null) {
            if (!step.nodes().hasNext()) {
                path.pop();
                continue;
            }
            RetainedMessage found = enter(step.nodes().next(), step.depth());
            if (found != null
                    && !found.version().isNewerThan(ceiling)
                    && !found.message().isExpired(now)) {
                return found;
            }
        }
        return null;
    }

    private void enterRoot(Node root) {
        if (filter.startsWithWildcard()) {
            Iterator<Node> visible = root.children().entrySet().stream()
                    .filter(child -> !child.getKey().startsWith("$")) // [MQTT-4.7.2-1]
                    .map(Map.Entry::getValue)
                    .iterator();
            path.push(new Step(visible, filter.level(0).equals(TopicFilter.MULTI_LEVEL) ? 0 : 1));
        } else {
            enter(root, 0);
        }
    }

    /** Plans the visit of the children that can match and returns the node's own message when it matches. */
    private @Nullable RetainedMessage enter(Node node, int depth) {
        if (depth == filter.depth()) {
            return node.message();
        }
        String level = filter.level(depth);
        if (level.equals(TopicFilter.MULTI_LEVEL)) {
            path.push(new Step(node.children().values().iterator(), depth));
            return node.message(); // # matches its parent too
        }
        if (level.equals(TopicFilter.SINGLE_LEVEL)) {
            path.push(new Step(node.children().values().iterator(), depth + 1));
            return null;
        }
        Node child = node.child(level);
        if (child != null) {
            path.push(new Step(Collections.singleton(child).iterator(), depth + 1));
        }
        return null;
    }
}
