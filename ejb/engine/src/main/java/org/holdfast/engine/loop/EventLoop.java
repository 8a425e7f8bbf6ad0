package org.holdfast.engine.loop;

import java.time.Duration;
import java.util.concurrent.Executor;

/** One thread that runs tasks in order. What is confined to it needs no lock. */
public interface EventLoop extends Executor {
    /** Whether the calling thread is this loop's. */
    boolean inEventLoop();

    /** Elapsed time in nanoseconds since an arbitrary origin, as {@link #schedule} measures it. */
    long nanoTime();

    /** Runs a task on this loop after a delay. */
    Timer schedule(Duration delay, Runnable task);

    /**
     * Runs the next part of longer work, after this loop has served its connections again. All parts share a few
     * milliseconds of each round. On this loop only.
     */
    default void later(Runnable part) {
        execute(part);
    }

    /** A scheduled task. */
    interface Timer {
        /** The timer of no task: {@link #cancel} does nothing. */
        Timer NONE = () -> {};

        /** Cancels the task, unless it has begun. */
        void cancel();
    }
}
