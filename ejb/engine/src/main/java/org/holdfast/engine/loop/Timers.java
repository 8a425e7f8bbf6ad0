package org.holdfast.engine.loop;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Elapsed time: what Keep Alive, Will Delay and Session Expiry are measured with while the broker runs. The wall clock,
 * which may be set, is another. Any thread.
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

    /** Nanoseconds since some moment. */
    long nanoTime();

    /** Runs a task on the loop after a while. */
    EventLoop.Timer schedule(ScheduledExecutorService loop, Duration delay, Runnable task);
}
