package org.holdfast.engine.wire;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.holdfast.engine.session.EventLoop;

/** One of Netty's event loops, as the rest of the engine sees it. */
final class NettyEventLoop implements EventLoop {
    private final EventExecutor executor;

    NettyEventLoop(EventExecutor executor) {
        this.executor = executor;
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
    public Timer schedule(Duration delay, Runnable task) {
        Future<?> scheduled = executor.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
        return () -> scheduled.cancel(false);
    }
}
