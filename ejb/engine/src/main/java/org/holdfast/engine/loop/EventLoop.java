package org.holdfast.engine.loop;

import java.time.Duration;
import java.util.concurrent.Executor;

/** One thread that runs tasks in order. What is confined to it needs no lock. */
public interface EventLoop extends Executor {
    /** Whether the calling thread is this loop's. */
    boolean inEventLoop();

    /** Elapsed time in nanoseconds since some moment, as {@link #schedule} measures it. */
    long nanoTime();

    /** Runs a task on this loop after a while. */
    Timer schedule(Duration delay, Runnable task);

    /** A task that is to run later. */
    interface Timer {
        /** Does nothing, and there is nothing to cancel. */
        Timer NONE = () -> {};

        /** Keeps the task from running, if it has not begun. */
        void cancel();
    }
}
