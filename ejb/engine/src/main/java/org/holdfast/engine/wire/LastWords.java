package org.holdfast.engine.wire;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.socket.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The end of a connection's output. Owned by the connection's event loop. */
final class LastWords {
    private static final Duration LINGER = Duration.ofSeconds(2);

    private Object message = Unpooled.EMPTY_BUFFER;

    /** Sets what a WebSocket sends last. */
    void set(Object message) {
        this.message = message;
    }

    /**
     * Shuts down the output after the last message, and closes the channel {@link #LINGER} later if the peer has not
     * closed it before: a reset would lose the last packets.
     */
    void send(Channel channel) {
        channel.config().setAutoRead(true);
        channel.writeAndFlush(message).addListener(sent -> ((SocketChannel) channel).shutdownOutput());
        channel.eventLoop().schedule(() -> channel.close(), LINGER.toMillis(), TimeUnit.MILLISECONDS);
    }
}
