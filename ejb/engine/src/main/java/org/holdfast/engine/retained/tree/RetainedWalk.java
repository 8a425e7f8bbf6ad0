package org.holdfast.engine.retained.tree;

import org.jspecify.annotations.Nullable;

/**
 * A walk over retained messages, as slow or fast as its reader likes, while they change. Each topic is visited at most once.
 *
 * <p>Messages that were delivered after the walk's beginning are left out: the subscription that began it has got those live, unless
 * it was away ({@link LiveMessages}). What was changed since then and delivered to nobody is not. Not for use by several threads.
 */
public interface RetainedWalk {
    /** The next message that has not expired, or null at the end. */
    @Nullable
    RetainedMessage next(long now);

    /** What it leaves out. */
    LiveMessages live();
}
