package org.holdfast.engine.wire.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.holdfast.engine.wire.websocket.ControlFrame.Close;
import org.holdfast.engine.wire.websocket.ControlFrame.Pong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Extracts the payload of binary frames and passes it on as it arrives, without copying or gathering it; answers
 * control frames. Confined to the connection's event loop.
 */
final class FrameReader extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(FrameReader.class);

    private final FramedStream stream;
    private final FrameHeader header = new FrameHeader();
    private long left;
    private int mask;
    private boolean inMessage;
    private boolean ended;
    private ByteBuf control = Unpooled.EMPTY_BUFFER;

    FrameReader(FramedStream stream) {
        this.stream = stream;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        if (!in.isReadable()) {
            ctx.fireChannelRead(in); // the connection looks again at what it has
            return;
        }
        try {
            while (!ended && in.isReadable()) {
                readFrame(ctx, in);
            }
        } catch (FrameException e) {
            LOG.debug("{} closed: {}", ctx.channel().remoteAddress(), e.getMessage());
            end(e.closeCode());
        } finally {
            in.release();
        }
    }

    private void end(int closeCode) {
        ended = true;
        stream.inputEnded(new Close(closeCode));
    }

    /** Reads the rest of the frame, or as much of it as has arrived. */
    private void readFrame(ChannelHandlerContext ctx, ByteBuf in) {
        if (!header.isComplete()) {
            if (!header.read(in)) {
                return;
            }
            begin(ctx);
        }
        ByteBuf payload = in.readSlice((int) Math.min(left, in.readableBytes()));
        left -= payload.readableBytes();
        mask = unmask(payload, mask);
        if (header.opcode().isControl()) {
            control.writeBytes(payload);
        } else if (payload.isReadable()) {
            ctx.fireChannelRead(payload.retain());
        }
        if (left == 0) {
            complete(ctx);
        }
    }

    private void begin(ChannelHandlerContext ctx) {
        left = header.length();
        mask = header.mask();
        switch (header.opcode()) {
            case TEXT -> throw FrameException.unsupportedData("MQTT requires binary frames"); // [MQTT-6.0.0-1]
            case BINARY, CONTINUATION -> {
                if (inMessage != (header.opcode() == Opcode.CONTINUATION)) {
                    throw FrameException.protocolError("a fragmented message must continue with continuation frames");
                }
                inMessage = !header.isFinal();
            }
            case CLOSE, PING, PONG -> control = ctx.alloc().buffer((int) left, (int) left);
        }
    }

    /** Unmasks the payload, in place; returns the mask for the bytes that follow (RFC 6455, section 5.3). */
    private static int unmask(ByteBuf payload, int mask) {
        int at = payload.readerIndex();
        int end = payload.writerIndex();
        long twice = (long) mask << Integer.SIZE | Integer.toUnsignedLong(mask);
        for (; at <= end - Long.BYTES; at += Long.BYTES) {
            payload.setLong(at, payload.getLong(at) ^ twice);
        }
        int turned = mask;
        for (; at < end; at++) {
            turned = Integer.rotateLeft(turned, Byte.SIZE);
            payload.setByte(at, payload.getByte(at) ^ turned);
        }
        return turned;
    }

    private void complete(ChannelHandlerContext ctx) {
        Opcode opcode = header.opcode();
        header.reset();
        if (opcode.isControl()) {
            ByteBuf payload = control;
            control = Unpooled.EMPTY_BUFFER;
            handle(ctx, opcode, payload);
        }
    }

    private void handle(ChannelHandlerContext ctx, Opcode opcode, ByteBuf payload) {
        if (opcode == Opcode.PING) {
            ctx.write(new Pong(payload), ctx.voidPromise()); // flushed when all that has arrived is read
            return;
        }
        try {
            if (opcode == Opcode.CLOSE) {
                end(closeCode(payload));
            }
        } finally {
            payload.release();
        }
    }

    /** Returns the code of the peer's Close frame, which is also that of the answer (RFC 6455, section 5.5.1). */
    private static int closeCode(ByteBuf payload) {
        if (!payload.isReadable()) {
            return Close.NO_CODE;
        }
        int code = payload.readableBytes() < Short.BYTES ? 0 : payload.readUnsignedShort();
        boolean defined = code >= 1000 && code <= 1014 && (code < 1004 || code > 1006);
        if (!defined && (code < 3000 || code > 4999)) {
            throw FrameException.protocolError("close code " + code + " must not be sent");
        }
        return code;
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        control.release();
        control = Unpooled.EMPTY_BUFFER;
    }
}
