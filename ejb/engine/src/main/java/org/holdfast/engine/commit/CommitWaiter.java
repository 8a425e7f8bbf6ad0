package org.holdfast.engine.commit;

import java.util.concurrent.Executor;

/** A waiter for the commit of changes, which it then acknowledges. */
public interface CommitWaiter {
    /** The executor of {@link #committed}. All waiters of one batch with the same executor are called in one task. */
    Executor executor();

    /** Called on {@link #executor()} when the changes made before the wait began, or newer ones, are committed. */
    void committed();

    /** Returns a waiter that runs a task. */
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
