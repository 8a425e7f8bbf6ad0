package org.holdfast.engine.retained.tree;

import org.holdfast.engine.loop.Turn;
import org.jspecify.annotations.Nullable;

/**
 * A walk over retained messages, at the pace of its reader, while they change. Each topic is visited at most once.
 *
 * <p>Messages that were delivered after the walk began are left out: its subscription got those live, unless the client was
 * disconnected ({@link LiveMessages}). Messages that were changed since then without delivery are included. Not thread-safe.
 */
public interface RetainedWalk {
    /**
     * The next message that has not expired; null at the end, or when the turn is over before one was found.
     *
     * @param turn what the caller may take: each node visited is a step
     */
    @Nullable
    RetainedMessage next(long now, Turn turn);

    /** The next message that has not expired, or null at the end. */
    default @Nullable RetainedMessage next(long now) {
        return next(now, Turn.endless());
    }

    /** The messages that it leaves out. */
    LiveMessages live();
}
