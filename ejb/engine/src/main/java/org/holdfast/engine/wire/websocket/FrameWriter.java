package org.holdfast.engine.wire.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts what is written between two flushes into one binary frame: its header, and the buffers without copying. Large
 * amounts go into several frames, so that the channel knows how much waits. Confined to the connection's event loop.
 */
final class FrameWriter extends ChannelOutboundHandlerAdapter {
    private static final int FRAME_BYTES = 64 << 10;
    private static final int LARGEST_HEADER = 2 + Long.BYTES;
    private static final int FIN = 0x80;
    private static final int SHORT_LENGTHS = 126;
    private static final int LONG_LENGTHS = 0x1_0000;

    private final List<ByteBuf> gathered = new ArrayList<>(4);
    private int gatheredBytes;
    private boolean closed;

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (closed) { // nothing comes after a Close frame
            ReferenceCountUtil.release(message);
            promise.trySuccess();
        } else if (message instanceof ControlFrame control) {
            write(ctx, control, promise);
        } else {
            gather(ctx, (ByteBuf) message, promise);
        }
    }

    private void write(ChannelHandlerContext ctx, ControlFrame frame, ChannelPromise promise) {
        if (frame.opcode() == Opcode.CLOSE) {
            closed = true;
            writeFrame(ctx, ctx.voidPromise());
        }
        ByteBuf payload = frame.payload(ctx.alloc());
        ctx.write(header(ctx, frame.opcode(), payload.readableBytes()), ctx.voidPromise());
        ctx.write(payload, promise);
    }

    private void gather(ChannelHandlerContext ctx, ByteBuf bytes, ChannelPromise promise) {
        gathered.add(bytes);
        gatheredBytes += bytes.readableBytes();
        if (gatheredBytes >= FRAME_BYTES || !promise.isVoid()) {
            writeFrame(ctx, promise);
        }
    }

    /** Writes the gathered bytes; the promise is that of the last buffer. */
    private void writeFrame(ChannelHandlerContext ctx, ChannelPromise promise) {
        int last = gathered.size() - 1;
        if (last < 0) {
            return;
        }
        ctx.write(header(ctx, Opcode.BINARY, gatheredBytes), ctx.voidPromise()); // [MQTT-6.0.0-1]
        for (int i = 0; i < last; i++) {
            ctx.write(gathered.get(i), ctx.voidPromise());
        }
        ctx.write(gathered.get(last), promise);
        gathered.clear();
        gatheredBytes = 0;
    }

    private static ByteBuf header(ChannelHandlerContext ctx, Opcode opcode, int length) {
        ByteBuf header = ctx.alloc().ioBuffer(LARGEST_HEADER);
        header.writeByte(FIN | opcode.value());
        if (length < SHORT_LENGTHS) {
            return header.writeByte(length);
        }
        return length < LONG_LENGTHS
                ? header.writeByte(SHORT_LENGTHS).writeShort(length)
                : header.writeByte(SHORT_LENGTHS + 1).writeLong(length);
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        writeFrame(ctx, ctx.voidPromise());
        ctx.flush();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        gathered.forEach(ByteBuf::release);
        gathered.clear();
    }
}
