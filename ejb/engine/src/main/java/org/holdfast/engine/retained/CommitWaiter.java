package org.holdfast.engine.retained;

import java.util.concurrent.Executor;

/** Somebody who waits until a retained message is committed, in order to acknowledge it. */
public interface CommitWaiter {
    /** Where to be told. All waiters of one batch that name the same executor are told in one task. */
    Executor executor();

    /** The change that was waited for is committed, or a newer one of its topic. Called on {@link #executor()}. */
    void committed();
}
