package org.holdfast.engine.retained.tree;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import org.holdfast.engine.loop.Turn;
import org.holdfast.engine.topic.LeadingWildcard;
import org.holdfast.engine.topic.TopicFilter;
import org.jspecify.annotations.Nullable;

/** A walk over the retained messages that match a filter, in no particular order. */
public final class RetainedCursor implements RetainedWalk {
    private final TopicFilter filter;
    private final LeadingWildcard wildcard;
    private final byte[][] names;
    private final LiveMessages live;
    private final Deque<Step> path = new ArrayDeque<>();

    RetainedCursor(TreeNode root, TopicFilter filter, LeadingWildcard wildcard, LiveMessages live) {
        this.filter = filter;
        this.wildcard = wildcard;
        this.names = new byte[filter.depth()][];
        for (int depth = 0; depth < names.length; depth++) {
            names[depth] = filter.encodedLevel(depth);
        }
        this.live = live;
        enter(root, 0);
    }

    /** Siblings to visit. They match the filter up to {@code depth} levels, those at the top possibly by a leading wildcard. */
    private record Step(Iterator<TreeNode> nodes, int depth, boolean byLeadingWildcard) {}

    @Override
    public @Nullable RetainedMessage next(long now, Turn turn) {
        for (Step step; !turn.isOver() && (step = path.peek()) != null; ) {
            turn.take(1);
            if (!step.nodes().hasNext()) {
                path.pop();
                continue;
            }
            TreeNode node = step.nodes().next();
            boolean isSkipped = step.byLeadingWildcard() && wildcard.skips(node.name());
            RetainedMessage found = isSkipped ? null : enter(node, step.depth());
            if (found != null && !live.include(found) && !found.message().isExpired(now)) {
                return found;
            }
        }
        return null;
    }

    @Override
    public LiveMessages live() {
        return live;
    }

    /** Plans the visit of the children that can match and returns the node's own message when it matches. */
    private @Nullable RetainedMessage enter(TreeNode node, int depth) {
        if (depth == filter.depth()) {
            return node.message();
        }
        String level = filter.level(depth);
        if (level.equals(TopicFilter.MULTI_LEVEL)) {
            visitAll(node, depth);
            return node.message(); // # matches its parent too
        }
        if (level.equals(TopicFilter.SINGLE_LEVEL)) {
            visitAll(node, depth + 1);
            return null;
        }
        TreeNode child = node.child(names[depth]);
        if (child != null) {
            path.push(new Step(Collections.singleton(child).iterator(), depth + 1, false));
        }
        return null;
    }

    private void visitAll(TreeNode node, int childrenDepth) {
        boolean isRoot = path.isEmpty(); // a node's own step lies on the path while its children are planned
        path.push(new Step(node.children(), childrenDepth, isRoot));
    }
}
