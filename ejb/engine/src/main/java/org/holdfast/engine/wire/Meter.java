package org.holdfast.engine.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.util.concurrent.atomic.AtomicLongArray;
import org.holdfast.engine.packet.Packet;
import org.holdfast.engine.packet.Publish;

/**
 * Counts what goes through the connections of one event loop: bytes as they pass it in the pipeline, packets as it is told
 * of them. Only that loop counts, so that counting is an ordinary write; any thread reads.
 */
@ChannelHandler.Sharable
final class Meter extends ChannelDuplexHandler {
    /** So many unused numbers stand on both sides of those in use: no other loop writes to the same cache line. */
    private static final int PADDING = 8;

    private static final int PUBLISHES_RECEIVED = PADDING;
    private static final int OTHERS_RECEIVED = PADDING + 1;
    private static final int BYTES_RECEIVED = PADDING + 2;
    private static final int PUBLISHES_SENT = PADDING + 3;
    private static final int OTHERS_SENT = PADDING + 4;
    private static final int BYTES_SENT = PADDING + 5;

    private final AtomicLongArray counts = new AtomicLongArray(BYTES_SENT + 1 + PADDING);

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof ByteBuf bytes) {
            add(BYTES_RECEIVED, bytes.readableBytes());
        }
        ctx.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof ByteBuf bytes) {
            add(BYTES_SENT, bytes.readableBytes());
        }
        ctx.write(message, promise);
    }

    /** A whole packet has come. */
    void received(Packet packet) {
        add(packet instanceof Publish ? PUBLISHES_RECEIVED : OTHERS_RECEIVED, 1);
    }

    /** A PUBLISH leaves. */
    void publishSent() {
        add(PUBLISHES_SENT, 1);
    }

    /** Any other packet leaves. */
    void otherSent() {
        add(OTHERS_SENT, 1);
    }

    private void add(int index, long amount) {
        counts.setRelease(index, counts.getPlain(index) + amount);
    }

    TrafficStatus status() {
        long publishesReceived = counts.get(PUBLISHES_RECEIVED);
        long publishesSent = counts.get(PUBLISHES_SENT);
        return new TrafficStatus(
                publishesReceived + counts.get(OTHERS_RECEIVED),
                publishesReceived,
                counts.get(BYTES_RECEIVED),
                publishesSent + counts.get(OTHERS_SENT),
                publishesSent,
                counts.get(BYTES_SENT));
    }
}
