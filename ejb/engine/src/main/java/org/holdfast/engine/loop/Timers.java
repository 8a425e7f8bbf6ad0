package org.holdfast.engine.loop;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Measures elapsed time, for Keep Alive, Will Delay and Session Expiry while the broker runs; not the wall clock, which
 * may be set. Any thread.
 */
public interface Timers {
    Timers SYSTEM = new Timers() {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public EventLoop.Timer schedule(ScheduledExecutorService loop, Duration delay, Runnable task) {
            Future<?> scheduled = loop.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
            return () -> scheduled.cancel(false);
        }
    };

    /** Elapsed time in nanoseconds since an arbitrary origin. */
    long nanoTime();

    /** Runs a task on the loop after a delay. */
    EventLoop.Timer schedule(ScheduledExecutorService loop, Duration delay, Runnable task);
}
