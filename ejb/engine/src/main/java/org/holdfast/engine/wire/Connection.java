package org.holdfast.engine.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.netty.util.AttributeKey;
import java.io.IOException;
import java.net.SocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.holdfast.engine.handler.Client;
import org.holdfast.engine.handler.Dispatcher;
import org.holdfast.engine.packet.ConnAck;
import org.holdfast.engine.packet.Connect;
import org.holdfast.engine.packet.Disconnect;
import org.holdfast.engine.packet.MqttException;
import org.holdfast.engine.packet.Packet;
import org.holdfast.engine.packet.Payload;
import org.holdfast.engine.packet.ProtocolVersion;
import org.holdfast.engine.packet.ReasonCode;
import org.holdfast.engine.routing.Delivery;
import org.holdfast.engine.session.EventLoop;
import org.holdfast.engine.session.Outbound;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One network connection: bytes in, packets to the dispatcher; packets out, gathered and flushed once for everything that
 * one turn of the event loop has produced. Confined to its event loop.
 */
final class Connection extends ByteToMessageDecoder implements Outbound {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final AttributeKey<MqttVersion> ENCODER_VERSION = AttributeKey.valueOf("NETTY_CODEC_MQTT_VERSION");
    private static final int GATHERED_BYTES = 64 << 10;
    private static final int COPIED_PAYLOAD = 16 << 10;
    private static final Duration LINGER = Duration.ofSeconds(2);

    private final Dispatcher dispatcher;
    private final EventLoop loop;
    private final Clock clock;
    private final PacketReader reader;
    private final Duration connectTimeout;
    private final Set<Pause> pauses = EnumSet.noneOf(Pause.class);
    private final KeepAlive keepAlive;
    private final Client client;

    private @Nullable ChannelHandlerContext context;
    private ControlPackets controlPackets = new ControlPackets(false, false, Connect.ANY_PACKET_SIZE);
    private OutboundAliases aliases = new OutboundAliases(0);
    private long maximumPacketSize = Connect.ANY_PACKET_SIZE;
    private @Nullable ByteBuf gathered;
    private boolean flushScheduled;
    private boolean closing;
    private long bytesBeforeWritable;

    Connection(Dispatcher dispatcher, EventLoop loop, Clock clock, ListenerConfig config) {
        this.dispatcher = dispatcher;
        this.loop = loop;
        this.clock = clock;
        this.reader = new PacketReader(config.maximumPacketSize());
        this.connectTimeout = config.connectTimeout();
        this.keepAlive = new KeepAlive(loop, this::silent);
        this.client = dispatcher.opened(this);
    }

    // ---- what Netty tells

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        keepAlive.watch(connectTimeout);
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (closing) {
            in.skipBytes(in.readableBytes()); // reading on lets the peer see what was sent last
            return;
        }
        keepAlive.heard();
        try {
            for (Packet packet; !closing && pauses.isEmpty() && (packet = reader.read(in)) != null; ) {
                dispatcher.received(client, packet);
            }
        } catch (MqttException e) {
            fail(e);
        }
    }

    private void fail(MqttException failure) {
        LOG.debug("{} closed: {}", remoteAddress(), failure.explanation());
        boolean mqtt5 = version().isMqtt5();
        if (controlPackets.isFor(mqtt5)) {
            dispatcher.failed(client, failure);
        } else {
            controlPackets = new ControlPackets(mqtt5, false, Connect.ANY_PACKET_SIZE);
            encoderVersion();
            dispatcher.failed(client, failure);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
        flushNow();
        super.channelReadComplete(ctx);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (ctx.channel().isWritable()) {
            resumeReading(Pause.NOT_WRITABLE);
            dispatcher.writable(client);
        } else {
            bytesBeforeWritable = ctx.channel().bytesBeforeWritable();
            pauseReading(Pause.NOT_WRITABLE);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        closing = true;
        keepAlive.stop();
        super.channelInactive(ctx);
        dispatcher.closed(client);
        if (gathered != null) {
            gathered.release();
            gathered = null;
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException) {
            LOG.debug("{} is gone: {}", remoteAddress(), cause.getMessage());
        } else {
            LOG.error("{} closed after an error of the broker", remoteAddress(), cause);
        }
        ctx.close();
    }

    private void silent() {
        if (!pauses.isEmpty() && advances()) {
            keepAlive.watch(keepAliveLimit());
        } else if (client.isConnected()) {
            disconnect(ReasonCode.KEEP_ALIVE_TIMEOUT, "nothing was heard for one and a half times the Keep Alive");
            dispatcher.closed(client);
        } else {
            context().close();
        }
    }

    /** Whether a connection that is not read from is alive all the same: it takes bytes, or the broker itself waits. */
    private boolean advances() {
        long before = bytesBeforeWritable;
        bytesBeforeWritable = context().channel().bytesBeforeWritable();
        return !pauses.contains(Pause.NOT_WRITABLE) || bytesBeforeWritable != before;
    }

    // ---- what the engine asks for

    @Override
    public EventLoop eventLoop() {
        return loop;
    }

    @Override
    public ProtocolVersion version() {
        return reader.version();
    }

    @Override
    public SocketAddress remoteAddress() {
        return context().channel().remoteAddress();
    }

    private Duration keepAliveLimit() {
        return Duration.ofMillis(client.keepAlive() * 1500L);
    }

    @Override
    public void established(Connect connect) {
        controlPackets = new ControlPackets(
                connect.version().isMqtt5(), connect.problemInformation(), connect.maximumPacketSize());
        aliases = new OutboundAliases(connect.topicAliasMaximum());
        maximumPacketSize = connect.maximumPacketSize();
        encoderVersion();
        if (connect.keepAlive() == 0) {
            keepAlive.stop();
        } else {
            keepAlive.watch(Duration.ofMillis(connect.keepAlive() * 1500L));
        }
    }

    private void encoderVersion() {
        context()
                .channel()
                .attr(ENCODER_VERSION)
                .set(
                        switch (version()) {
                            case MQTT_3_1 -> MqttVersion.MQTT_3_1;
                            case MQTT_3_1_1 -> MqttVersion.MQTT_3_1_1;
                            case MQTT_5 -> MqttVersion.MQTT_5;
                        });
    }

    @Override
    public boolean isWritable() {
        return !closing && context().channel().isWritable();
    }

    @Override
    public boolean accepts(Delivery delivery) {
        return maximumPacketSize == Connect.ANY_PACKET_SIZE
                || PublishWriter.size(delivery, version().isMqtt5()) <= maximumPacketSize;
    }

    @Override
    public void publish(Delivery delivery, int packetId, boolean dup) {
        if (closing) {
            return;
        }
        Payload payload = delivery.message().payload();
        ByteBuf out = gathered();
        PublishWriter.writeHead(
                out,
                delivery,
                packetId,
                dup,
                version().isMqtt5(),
                aliases.next(delivery.message().topic()),
                clock.millis());
        if (payload.length() <= COPIED_PAYLOAD) {
            out.writeBytes(payload.bytes());
        } else {
            writeGathered();
            context().write(Unpooled.wrappedBuffer(payload.bytes()), context().voidPromise());
        }
        flushSoon();
    }

    @Override
    public void send(Packet packet) {
        if (closing || (packet instanceof ConnAck connAck && hasNoReturnCode(connAck))) {
            return;
        }
        if (!AckWriter.write(gathered(), packet)) {
            writeGathered();
            context().write(controlPackets.encode(packet));
        }
        flushSoon();
    }

    /** MQTT 3.x refuses most things by closing the connection without a CONNACK. */
    private boolean hasNoReturnCode(ConnAck connAck) {
        return !version().isMqtt5() && ControlPackets.returnCode3(connAck.reason()) < 0;
    }

    @Override
    public void disconnect(ReasonCode reason, String explanation) {
        if (version().isMqtt5()) {
            send(new Disconnect(reason, null, explanation));
        }
        close();
    }

    /** Sends what is gathered, then says that there will be no more, and closes when the peer has, or after a while. */
    @Override
    public void close() {
        if (closing) {
            return;
        }
        flushNow();
        closing = true;
        keepAlive.stop();
        SocketChannel channel = (SocketChannel) context().channel();
        channel.config().setAutoRead(true);
        context().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(sent -> channel.shutdownOutput());
        channel.eventLoop().schedule(() -> channel.close(), LINGER.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void pauseReading(Pause reason) {
        if (pauses.add(reason) && !closing) {
            context().channel().config().setAutoRead(false);
        }
    }

    @Override
    public void resumeReading(Pause reason) {
        if (pauses.remove(reason) && pauses.isEmpty() && !closing) {
            keepAlive.heard();
            context().channel().config().setAutoRead(true);
            if (actualReadableBytes() > 0) {
                loop.execute(this::readOn);
            }
        }
    }

    /** Decodes what had come before reading was paused. */
    private void readOn() {
        if (!closing && pauses.isEmpty()) {
            try {
                channelRead(context(), Unpooled.EMPTY_BUFFER);
                flushNow();
            } catch (Exception e) {
                exceptionCaught(context(), e);
            }
        }
    }

    // ---- gathering

    private ByteBuf gathered() {
        ByteBuf out = gathered;
        if (out == null) {
            out = gathered = context().alloc().ioBuffer(512);
        }
        return out;
    }

    private void flushSoon() {
        ByteBuf out = gathered;
        if (out != null && out.readableBytes() >= GATHERED_BYTES) {
            flushNow();
        } else if (!flushScheduled) {
            flushScheduled = true;
            loop.execute(this::flushScheduled);
        }
    }

    private void flushScheduled() {
        flushScheduled = false;
        flushNow();
    }

    private void flushNow() {
        if (!closing) {
            writeGathered();
            context().flush();
        }
    }

    private void writeGathered() {
        ByteBuf out = gathered;
        if (out != null) {
            gathered = null;
            context().write(out, context().voidPromise());
        }
    }

    private ChannelHandlerContext context() {
        ChannelHandlerContext ctx = context;
        if (ctx == null) {
            throw new IllegalStateException("the connection is not in a pipeline yet");
        }
        return ctx;
    }
}
