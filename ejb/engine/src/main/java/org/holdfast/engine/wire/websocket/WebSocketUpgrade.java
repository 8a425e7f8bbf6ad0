package org.holdfast.engine.wire.websocket;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import org.holdfast.engine.wire.websocket.ControlFrame.Close;
import org.jspecify.annotations.Nullable;

/**
 * Handles the one HTTP request of a connection, and switches to frames when the request asks for that. Confined to the
 * connection's event loop.
 */
public final class WebSocketUpgrade extends ChannelInboundHandlerAdapter {
    private static final int LONGEST_REQUEST_LINE = 4 << 10;
    private static final int LONGEST_HEADER = 8 << 10;

    private final OpeningHandshake handshake;
    private final FramedStream stream;
    private @Nullable HttpAnswer answer;

    private WebSocketUpgrade(OpeningHandshake handshake, FramedStream stream) {
        this.handshake = handshake;
        this.stream = stream;
    }

    /** Adds HTTP at the head of a new connection's pipeline, whose last handler is behind the stream. */
    public static void addFirst(ChannelPipeline pipeline, WebSocketConfig config, FramedStream stream) {
        HttpDecoderConfig limits = new HttpDecoderConfig()
                .setMaxInitialLineLength(LONGEST_REQUEST_LINE)
                .setMaxHeaderSize(LONGEST_HEADER);
        AllowedOrigins origins = new AllowedOrigins(config.allowedOrigins(), config.host());
        OpeningHandshake handshake = new OpeningHandshake(config.path(), origins);
        pipeline.addFirst(new HttpRequestDecoder(limits), new WebSocketUpgrade(handshake, stream));
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (answer == null && message instanceof HttpRequest request) {
                answer = handshake.answer(request);
                if (!answer.isSwitchingProtocols()) {
                    write(ctx, answer);
                    stream.close();
                }
            }
            if (answer != null && answer.isSwitchingProtocols() && message instanceof LastHttpContent) {
                write(ctx, answer);
                switchProtocols(ctx.pipeline());
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private static void write(ChannelHandlerContext ctx, HttpAnswer answer) {
        ctx.writeAndFlush(Unpooled.wrappedBuffer(answer.bytes()), ctx.voidPromise());
    }

    /** Bytes that have arrived with the request go to the reader of frames: a client may send some early. */
    private void switchProtocols(ChannelPipeline pipeline) {
        stream.opened(new Close(Close.NORMAL));
        FrameReader reader = new FrameReader(stream);
        pipeline.replace(this, null, reader);
        pipeline.addBefore(pipeline.context(reader).name(), null, new FrameWriter());
        pipeline.remove(HttpRequestDecoder.class);
    }
}
