package org.holdfast.engine.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.holdfast.engine.handler.Client;
import org.holdfast.engine.handler.Dispatcher;
import org.holdfast.engine.loop.EventLoop;
import org.holdfast.engine.message.Carrier;
import org.holdfast.engine.message.MqttException;
import org.holdfast.engine.message.ProtocolVersion;
import org.holdfast.engine.message.ReasonCode;
import org.holdfast.engine.packet.ConnAck;
import org.holdfast.engine.packet.Connect;
import org.holdfast.engine.packet.Disconnect;
import org.holdfast.engine.packet.ServerPacket;
import org.holdfast.engine.routing.Delivery;
import org.holdfast.engine.session.sending.Outbound;
import org.holdfast.engine.wire.codec.PacketReader;
import org.holdfast.engine.wire.websocket.FramedStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One network connection: bytes in, packets to the dispatcher; packets out, bytes flushed. Confined to its event loop. */
final class Connection extends ByteToMessageDecoder implements Outbound, FramedStream {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final Channel channel;
    private final Dispatcher dispatcher;
    private final EventLoop loop;
    private final ListenerConfig config;
    private final BooleanSupplier mayRead;
    private final PacketReader reader;
    private final KeepAlive keepAlive;
    private final Client client;
    private final PacketInput input;
    private final PacketWriter writer;
    private final Pauses pauses;
    private final LastWords lastWords = new LastWords();

    private boolean closing;
    private boolean ended;
    private Carrier carrier = Carrier.TCP;

    Connection(
            Channel channel,
            Dispatcher dispatcher,
            NettyEventLoop loop,
            ListenerConfig config,
            BooleanSupplier mayRead) {
        this.channel = channel;
        this.dispatcher = dispatcher;
        this.loop = loop;
        this.config = config;
        this.mayRead = mayRead;
        this.reader = new PacketReader(config.packets());
        this.keepAlive = new KeepAlive(loop, this::silent);
        this.writer = new PacketWriter(channel, loop.meter());
        this.pauses = new Pauses(channel);
        this.client = dispatcher.opened(this);
        this.input = new PacketInput(reader, loop, dispatcher, client, channel::close);
    }

    // ---- called by Netty

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        keepAlive.watch(config.connectTimeout());
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (closing) {
            in.skipBytes(in.readableBytes()); // reading on lets the peer receive the last packets
            return;
        }
        if (client.isConnected()) { // bytes do not restart the connect timeout
            keepAlive.heard();
        }
        if (!mayRead.getAsBoolean()) {
            pauseReading(Pause.LEASE_NOT_HELD); // the renewal resumes reading, later than now
        }
        try {
            input.pass(in, () -> !closing && pauses.isEmpty());
        } catch (MqttException e) {
            LOG.debug("{} closed: {}", channel.remoteAddress(), e.explanation());
            writer.failed(version(), reader.clientsMaximumPacketSize());
            dispatcher.failed(client, e);
        }
    }

    /** Does not request more bytes, as its parent would while reading is paused. */
    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (!closing) {
            writer.flush();
        }
        discardSomeReadBytes();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (channel.isWritable()) {
            resumeReading(Pause.NOT_WRITABLE);
            dispatcher.writable(client);
        } else {
            pauseReading(Pause.NOT_WRITABLE);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        if (!closing) {
            input.ended(internalBuffer());
        }
        closing = true;
        keepAlive.stop();
        writer.release();
        input.release();
        super.channelInactive(ctx);
        streamEnded();
    }

    private void streamEnded() {
        ended = true;
        if (!pauses.contains(Pause.CONNECTING)) {
            input.passRest();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException) {
            LOG.debug("{} disconnected: {}", channel.remoteAddress(), cause.getMessage());
        } else {
            LOG.error("{} closed after an error of the broker", channel.remoteAddress(), cause); // 3.1.1 [MQTT-4.8.0-2]
            closing = true; // later packets of the client are not handled
        }
        channel.close();
    }

    private void silent() {
        if (!client.isConnected() && !pauses.contains(Pause.CONNECTING)) {
            channel.close(); // no CONNECT in time
        } else if (!pauses.isEmpty() && pauses.advances()) {
            keepAlive.watchAgain();
        } else {
            disconnect(ReasonCode.KEEP_ALIVE_TIMEOUT, "nothing was received for 1.5 times the Keep Alive");
        }
    }

    // ---- called by the WebSocket, if there is one

    @Override
    public void opened(Object farewell) {
        carrier = Carrier.WEBSOCKET;
        lastWords.set(farewell);
    }

    @Override
    public void inputEnded(Object answer) {
        if (closing) {
            channel.close(); // both sides are done
            return;
        }
        input.ended(internalBuffer());
        lastWords.set(answer);
        finish();
        streamEnded();
    }

    // ---- called by the engine

    @Override
    public EventLoop eventLoop() {
        return loop;
    }

    @Override
    public ProtocolVersion version() {
        return reader.version();
    }

    @Override
    public Peer peer() {
        return Peer.of(channel.remoteAddress(), carrier);
    }

    @Override
    public void established(Connect connect) {
        writer.established(connect);
    }

    @Override
    public void keepAlive(int seconds) {
        if (!closing) {
            keepAlive.start(seconds);
        }
    }

    @Override
    public boolean isWritable() {
        return !closing && channel.isWritable();
    }

    @Override
    public long unsentBytes() {
        return writer.unsentBytes();
    }

    @Override
    public boolean accepts(Delivery delivery) {
        return writer.accepts(delivery);
    }

    @Override
    public void publish(Delivery delivery, int packetId, boolean dup, long begunAt) {
        assert loop.inEventLoop();
        if (!closing) {
            writer.publish(delivery, packetId, dup, begunAt);
        }
    }

    @Override
    public void send(ServerPacket packet) {
        assert loop.inEventLoop();
        if (!closing && !writer.write(packet)) {
            tooLarge(packet);
        }
    }

    /** Closes the connection, because the client would wait for an answer that it does not accept. */
    private void tooLarge(ServerPacket answer) {
        if (answer instanceof ConnAck) {
            close(); // without it there is no DISCONNECT [MQTT-3.14.0-1]
        } else {
            String explanation = "the response exceeds the client's Maximum Packet Size";
            dispatcher.failed(client, new MqttException(ReasonCode.PACKET_TOO_LARGE, explanation));
        }
    }

    @Override
    public void disconnect(ReasonCode reason, String explanation) {
        if (version().isMqtt5() && client.isConnected()) { // [MQTT-3.14.0-1]
            send(new Disconnect(reason, null, explanation));
        }
        close();
    }

    @Override
    public void close() {
        finish();
        dispatcher.closed(client);
    }

    /** Stops reading and sending. */
    private void finish() {
        assert loop.inEventLoop();
        if (closing) {
            return;
        }
        closing = true;
        keepAlive.stop();
        writer.flush();
        lastWords.send(channel);
    }

    @Override
    public void pauseReading(Pause reason) {
        assert loop.inEventLoop();
        if (pauses.add(reason) && !closing) {
            channel.config().setAutoRead(false);
        }
    }

    @Override
    public void resumeReading(Pause reason) {
        assert loop.inEventLoop();
        if (!pauses.remove(reason)) {
            return;
        }
        if (ended && reason == Pause.CONNECTING) {
            input.passRest();
        } else if (pauses.isEmpty() && !closing) {
            keepAlive.heard();
            channel.config().setAutoRead(true);
            if (actualReadableBytes() > 0) { // received before reading was paused
                loop.execute(() -> channel.pipeline()
                        .fireChannelRead(Unpooled.EMPTY_BUFFER)
                        .fireChannelReadComplete());
            }
        }
    }
}
