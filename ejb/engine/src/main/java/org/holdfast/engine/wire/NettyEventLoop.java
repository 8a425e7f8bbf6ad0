package org.holdfast.engine.wire;

import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.holdfast.engine.loop.EventLoop;
import org.holdfast.engine.loop.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One of Netty's event loops, as the rest of the engine sees it. */
final class NettyEventLoop implements EventLoop {
    private static final Logger LOG = LoggerFactory.getLogger(NettyEventLoop.class);

    private final EventExecutor executor;
    private final Timers timers;
    private final Meter meter = new Meter();
    private final LoopLag lag = new LoopLag(System::nanoTime);

    NettyEventLoop(EventExecutor executor, Timers timers) {
        this.executor = executor;
        this.timers = timers;
        long interval = LoopLag.INTERVAL.toMillis();
        executor.scheduleWithFixedDelay(lag, interval, interval, TimeUnit.MILLISECONDS);
    }

    EventExecutor executor() {
        return executor;
    }

    /** Counts what goes through the connections of this loop. */
    Meter meter() {
        return meter;
    }

    /** How late this loop runs its tasks. */
    LoopLag lag() {
        return lag;
    }

    @Override
    public boolean inEventLoop() {
        return executor.inEventLoop();
    }

    /** Drops the task after the broker has stopped, when there are no more sessions and connections. */
    @Override
    public void execute(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException stopped) {
            LOG.debug("Dropped a task, because the broker has stopped: {}", task);
        }
    }

    @Override
    public long nanoTime() {
        return timers.nanoTime();
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        return timers.schedule(executor, delay, task);
    }
}
