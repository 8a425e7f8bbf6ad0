package org.holdfast.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.holdfast.engine.loop.Timers;
import org.junit.jupiter.api.Test;

class NettyEventLoopTest {
    private final EventExecutor executor = new DefaultEventExecutor();
    private final NettyEventLoop loop = new NettyEventLoop(executor, Timers.SYSTEM);

    @Test
    void whatIsAskedForAfterTheStopDoesNotRunAndDisturbsNobody() {
        executor.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS).syncUninterruptibly();
        AtomicBoolean run = new AtomicBoolean();
        loop.execute(() -> run.set(true));
        assertThat(run).isFalse();
    }
}
