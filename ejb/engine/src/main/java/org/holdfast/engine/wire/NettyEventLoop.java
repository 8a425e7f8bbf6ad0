package org.holdfast.engine.wire;

import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import org.holdfast.engine.session.EventLoop;
import org.holdfast.engine.session.Timers;

/** One of Netty's event loops, as the rest of the engine sees it. */
final class NettyEventLoop implements EventLoop {
    private final EventExecutor executor;
    private final Timers timers;

    NettyEventLoop(EventExecutor executor, Timers timers) {
        this.executor = executor;
        this.timers = timers;
    }

    @Override
    public boolean inEventLoop() {
        return executor.inEventLoop();
    }

    @Override
    public void execute(Runnable task) {
        executor.execute(task);
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
