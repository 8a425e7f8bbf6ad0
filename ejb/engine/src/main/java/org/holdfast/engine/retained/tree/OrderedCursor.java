package org.holdfast.engine.retained.tree;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import org.holdfast.engine.loop.Turn;
import org.holdfast.engine.topic.LeadingWildcard;
import org.holdfast.engine.topic.TopicFilter;
import org.holdfast.engine.topic.TopicName;
import org.jspecify.annotations.Nullable;

/**
 * A walk over the retained messages that match a filter, in the order of their topics: level by level, each by the
 * bytes of its UTF-8 form. So {@code a} is followed by {@code a/b}, and all of that by {@code a!}.
 *
 * <p>It can begin after any topic, and visits only the part of the tree that leads to its messages. The children of a
 * node are sorted in chunks that grow up to a limit, each in one pass over all children. The limit is at least a
 * sixteenth of them, so that there are few passes, however many children there are.
 */
public final class OrderedCursor implements RetainedWalk {
    private static final int FIRST_CHUNK = 1_000;

    /**
     * The maximum chunk, or a {@link #PIECES}th of the children if that is more: a larger one holds up the event loop longer.
     */
    private static final int LARGEST_CHUNK = 4_000;

    private static final int PIECES = 16;

    private final TreeNode root;
    private final TopicFilter filter;
    private final LeadingWildcard wildcard;
    private final LiveMessages live;
    private final Deque<Siblings> path = new ArrayDeque<>();
    private @Nullable RetainedMessage first;

    OrderedCursor(
            TreeNode root, TopicFilter filter, @Nullable TopicName after, LeadingWildcard wildcard, LiveMessages live) {
        this.root = root;
        this.filter = filter;
        this.wildcard = wildcard;
        this.live = live;
        if (after == null) {
            first = enter(root, 0, true);
        } else {
            resume(after.encodedLevels());
        }
    }

    @Override
    public @Nullable RetainedMessage next(long now, Turn turn) {
        RetainedMessage found = takeFirst();
        while (found == null || live.include(found) || found.message().isExpired(now)) {
            Siblings siblings = path.peek();
            if (siblings == null || !siblings.arePrepared(turn)) {
                return null;
            }
            found = visitNext(siblings);
            turn.take(1);
        }
        return found;
    }

    private @Nullable RetainedMessage visitNext(Siblings siblings) {
        if (siblings.parent.isDetached()) {
            resumeInTheTree();
            return null;
        }
        TreeNode node = siblings.next();
        if (node == null) {
            path.pop();
            return null;
        }
        return enter(node, siblings.depth, false);
    }

    private @Nullable RetainedMessage takeFirst() {
        RetainedMessage taken = first;
        first = null;
        return taken;
    }

    @Override
    public LiveMessages live() {
        return live;
    }

    /** Plans the visit of the children that can match and returns the node's own message when it matches. */
    private @Nullable RetainedMessage enter(TreeNode node, int depth, boolean isRoot) {
        Siblings children = childrenOf(node, depth, isRoot);
        if (children != null) {
            path.push(children);
        }
        return depth == filter.depth() || filter.level(depth).equals(TopicFilter.MULTI_LEVEL) ? node.message() : null;
    }

    /** Goes down to the topic as if everything up to it had been visited. */
    private void resume(byte[][] after) {
        TreeNode node = root;
        int depth = 0;
        for (int level = 0; node != null; level++) {
            Siblings children = childrenOf(node, depth, node == root);
            if (children == null) {
                return;
            }
            path.push(children);
            if (level == after.length) {
                return;
            }
            children.last = after[level];
            node = children.admits(after[level]) ? node.child(after[level]) : null;
            depth = children.depth;
        }
    }

    /** Continues in the tree after nodes on the path were detached: others of the same names may be there now. */
    private void resumeInTheTree() {
        Deque<byte[]> levels = new ArrayDeque<>();
        for (Siblings siblings : path) {
            if (siblings.last != null) {
                levels.addFirst(siblings.last);
            }
        }
        path.clear();
        resume(levels.toArray(new byte[0][]));
    }

    /** Returns the children of a node that matches {@code depth} levels of the filter; null when none can match. */
    private @Nullable Siblings childrenOf(TreeNode node, int depth, boolean isRoot) {
        if (depth == filter.depth()) {
            return null;
        }
        String level = filter.level(depth);
        if (level.equals(TopicFilter.MULTI_LEVEL)) {
            return new Siblings(node, null, depth, isRoot ? wildcard : null);
        }
        return level.equals(TopicFilter.SINGLE_LEVEL)
                ? new Siblings(node, null, depth + 1, isRoot ? wildcard : null)
                : new Siblings(node, filter.encodedLevel(depth), depth + 1, null);
    }

    /**
     * The children of one node, or the one of a certain name, in order. They match {@code depth} levels of the filter,
     * those at the top by a leading wildcard when it is not null.
     */
    private static final class Siblings {
        private final TreeNode parent;
        private final byte @Nullable [] name;
        private final int depth;
        private final @Nullable LeadingWildcard wildcard;
        private byte @Nullable [] last;
        private Deque<TreeNode> chunk = new ArrayDeque<>();
        private int chunkSize = FIRST_CHUNK;
        private @Nullable FirstNodes pass;
        private int ahead;
        private boolean complete;

        Siblings(TreeNode parent, byte @Nullable [] name, int depth, @Nullable LeadingWildcard wildcard) {
            this.parent = parent;
            this.name = name;
            this.depth = depth;
            this.wildcard = wildcard;
        }

        boolean admits(byte[] candidate) {
            return (name == null || Arrays.equals(name, candidate)) && !(wildcard != null && wildcard.skips(candidate));
        }

        /** Prepares the next one, if necessary; returns false when the turn is over before that. */
        boolean arePrepared(Turn turn) {
            return !turn.isOver() && (!chunk.isEmpty() || complete || takeNextChunk(turn));
        }

        /** Returns the next one, which has been prepared, or null at the end. */
        @Nullable
        TreeNode next() {
            TreeNode node = chunk.poll();
            if (node == null) {
                return null;
            }
            last = node.name();
            return node.isDetached() ? successor(node) : node;
        }

        /** Returns the node in place of a detached one, or the detached node. */
        private TreeNode successor(TreeNode detached) {
            TreeNode later = parent.child(detached.name());
            return later == null ? detached : later;
        }

        private boolean takeNextChunk(Turn turn) {
            if (pass == null) {
                ahead = 0;
                pass = new FirstNodes(chunkSize, candidates(), this::isAhead);
            }
            if (!pass.select(turn)) {
                return false;
            }
            chunk = pass.selected();
            pass = null;
            complete = chunk.size() < chunkSize;
            chunkSize = Math.max(chunkSize, Math.max(Math.min(2 * chunkSize, LARGEST_CHUNK), ahead / PIECES));
            return true;
        }

        private Iterator<TreeNode> candidates() {
            if (name == null) {
                return parent.children();
            }
            TreeNode only = parent.child(name);
            return only == null
                    ? Collections.emptyIterator()
                    : Collections.singleton(only).iterator();
        }

        private boolean isAhead(TreeNode node) {
            boolean isAhead = admits(node.name()) && (last == null || Arrays.compareUnsigned(node.name(), last) > 0);
            ahead += isAhead ? 1 : 0;
            return isAhead;
        }
    }
}
