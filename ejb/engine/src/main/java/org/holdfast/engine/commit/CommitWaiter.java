package org.holdfast.engine.commit;

import java.util.concurrent.Executor;

/** Somebody who waits until something is committed, in order to acknowledge it. */
public interface CommitWaiter {
    /** Where to be told. All waiters of one batch that name the same executor are told in one task. */
    Executor executor();

    /** What was changed before the wait began is committed, or something newer in its place. Called on {@link #executor()}. */
    void committed();

    /** Somebody who is told by a task. */
    static CommitWaiter of(Executor executor, Runnable task) {
        return new CommitWaiter() {
            @Override
            public Executor executor() {
                return executor;
            }

            @Override
            public void committed() {
                task.run();
            }
        };
    }
}
