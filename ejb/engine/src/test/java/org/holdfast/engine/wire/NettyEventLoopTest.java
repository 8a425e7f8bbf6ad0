package org.holdfast.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.holdfast.engine.loop.Timers;
import org.junit.jupiter.api.Test;

class NettyEventLoopTest {
    private final EventExecutor executor = new DefaultEventExecutor();
    private final NettyEventLoop loop = new NettyEventLoop(executor, Timers.SYSTEM, 1_000_000);

    @Test
    void whatIsAskedForAfterTheStopDoesNotRunAndDisturbsNobody() {
        executor.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS).syncUninterruptibly();
        AtomicBoolean run = new AtomicBoolean();
        loop.execute(() -> run.set(true));
        assertThat(run).isFalse();
    }

    @Test
    void partsOfLongWorkLetTheConnectionsBeServedInBetween() throws Exception {
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try (Socket client = new Socket()) {
            NettyEventLoop ofConnections = new NettyEventLoop(group.next(), Timers.SYSTEM, 1_000_000);
            CompletableFuture<Void> accepted = new CompletableFuture<>();
            CompletableFuture<Void> read = new CompletableFuture<>();
            Channel server = new ServerBootstrap()
                    .group(group)
                    .channel(NioServerSocketChannel.class)
                    .childHandler(new FirstByte(accepted, read))
                    .bind(InetAddress.getLoopbackAddress(), 0)
                    .sync()
                    .channel();
            client.connect(server.localAddress());
            accepted.get();
            CompletableFuture<Void> sent = new CompletableFuture<>();
            LongWork work = new LongWork(ofConnections, read);
            ofConnections.execute(() -> {
                sent.join(); // the byte is there before the work begins
                ofConnections.later(work);
                ofConnections.later(work);
            });
            client.getOutputStream().write(1);
            sent.complete(null);

            read.get();
            assertThat(work.parts.get()).isLessThanOrEqualTo(8); // one slice of the loop's round
        } finally {
            group.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS).syncUninterruptibly();
        }
    }

    /** Goes on, a millisecond in each part, until a byte was read, or for five seconds. */
    private static final class LongWork implements Runnable {
        private final NettyEventLoop loop;
        private final CompletableFuture<Void> read;
        private final AtomicInteger parts = new AtomicInteger();

        LongWork(NettyEventLoop loop, CompletableFuture<Void> read) {
            this.loop = loop;
            this.read = read;
        }

        @Override
        public void run() {
            long end = System.nanoTime() + 1_000_000;
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            if (!read.isDone() && parts.incrementAndGet() < 5_000) {
                loop.later(this);
            }
        }
    }

    /** Notes the first byte of a connection. */
    private static final class FirstByte extends ChannelInboundHandlerAdapter {
        private final CompletableFuture<Void> accepted;
        private final CompletableFuture<Void> read;

        FirstByte(CompletableFuture<Void> accepted, CompletableFuture<Void> read) {
            this.accepted = accepted;
            this.read = read;
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            accepted.complete(null);
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object bytes) {
            ReferenceCountUtil.release(bytes);
            read.complete(null);
        }
    }
}
