package org.holdfast.engine.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.mqtt.MqttMessage;
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
import org.holdfast.engine.topic.TopicName;
import org.holdfast.engine.wire.PublishWriter.TopicAlias;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One network connection: bytes in, packets to the dispatcher; packets out, bytes flushed. Confined to its event loop. */
final class Connection extends ByteToMessageDecoder implements Outbound {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final AttributeKey<MqttVersion> ENCODER_VERSION = AttributeKey.valueOf("NETTY_CODEC_MQTT_VERSION");
    private static final int COPIED_PAYLOAD = 16 << 10;
    private static final Duration LINGER = Duration.ofSeconds(2);

    private final Channel channel;
    private final Dispatcher dispatcher;
    private final EventLoop loop;
    private final Clock clock;
    private final ListenerConfig config;
    private final PacketReader reader;
    private final KeepAlive keepAlive;
    private final Client client;
    private final WriteBuffer buffer;
    private final Set<Pause> pauses = EnumSet.noneOf(Pause.class);

    private ControlPackets controlPackets = new ControlPackets(false, false, Connect.ANY_PACKET_SIZE);
    private OutboundAliases aliases = new OutboundAliases(0);
    private long maximumPacketSize = Connect.ANY_PACKET_SIZE;
    private long bytesBeforeWritable;
    private boolean closing;
    private boolean ended;
    private ByteBuf unread = Unpooled.EMPTY_BUFFER;

    Connection(Channel channel, Dispatcher dispatcher, EventLoop loop, Clock clock, ListenerConfig config) {
        this.channel = channel;
        this.dispatcher = dispatcher;
        this.loop = loop;
        this.clock = clock;
        this.config = config;
        this.reader = new PacketReader(config.maximumPacketSize());
        this.keepAlive = new KeepAlive(loop, this::silent);
        this.buffer = new WriteBuffer(channel);
        this.client = dispatcher.opened(this);
    }

    // ---- what Netty tells

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        keepAlive.watch(config.connectTimeout());
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (closing) {
            in.skipBytes(in.readableBytes()); // reading on lets the peer see what was sent last
            return;
        }
        if (client.isConnected()) { // the time to connect does not begin anew with each byte
            keepAlive.heard();
        }
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
        if (!controlPackets.isFor(version().isMqtt5())) { // the CONNECT failed after it had said which version it is
            controlPackets = new ControlPackets(version().isMqtt5(), true, reader.clientsMaximumPacketSize());
            setEncoderVersion();
        }
        dispatcher.failed(client, failure);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
        if (!closing) {
            buffer.flush();
        }
        super.channelReadComplete(ctx);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (channel.isWritable()) {
            resumeReading(Pause.NOT_WRITABLE);
            dispatcher.writable(client);
        } else {
            bytesBeforeWritable = channel.bytesBeforeWritable();
            pauseReading(Pause.NOT_WRITABLE);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        if (!closing) {
            unread = Unpooled.copiedBuffer(internalBuffer());
        }
        closing = true;
        ended = true;
        keepAlive.stop();
        buffer.release();
        super.channelInactive(ctx);
        if (!pauses.contains(Pause.CONNECTING)) {
            end();
        }
    }

    /** Handles what the client had sent before its end, whatever reading was paused for: maybe it said goodbye. */
    private void end() {
        try {
            for (Packet packet; client.isOpen() && (packet = reader.read(unread)) != null; ) {
                dispatcher.received(client, packet);
            }
        } catch (MqttException e) {
            LOG.debug("A client left after a packet that is not valid: {}", e.explanation());
        } finally {
            dispatcher.closed(client);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException) {
            LOG.debug("{} is gone: {}", remoteAddress(), cause.getMessage());
        } else {
            LOG.error("{} closed after an error of the broker", remoteAddress(), cause); // 3.1.1 [MQTT-4.8.0-2]
            closing = true; // what the client has sent behind it is not handled
        }
        channel.close();
    }

    private void silent() {
        if (!client.isConnected() && !pauses.contains(Pause.CONNECTING)) {
            channel.close(); // no CONNECT in time
        } else if (!pauses.isEmpty() && advances()) {
            keepAlive.watchAgain();
        } else {
            disconnect(ReasonCode.KEEP_ALIVE_TIMEOUT, "nothing was heard for one and a half times the Keep Alive");
            dispatcher.closed(client);
        }
    }

    /** Whether a connection that is not read from is alive all the same: it takes bytes, or the broker itself waits. */
    private boolean advances() {
        long before = bytesBeforeWritable;
        bytesBeforeWritable = channel.bytesBeforeWritable();
        return !pauses.contains(Pause.NOT_WRITABLE) || bytesBeforeWritable != before;
    }

    /** The broker stops: the client is told, and what is to happen without it happens now. */
    void shutDown() {
        disconnect(ReasonCode.SERVER_SHUTTING_DOWN, "the broker is shutting down"); // [MQTT-4.13.2-1]
        dispatcher.closed(client);
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

    private SocketAddress remoteAddress() {
        return channel.remoteAddress();
    }

    @Override
    public void established(Connect connect) {
        controlPackets = new ControlPackets(
                connect.version().isMqtt5(), connect.problemInformation(), connect.maximumPacketSize());
        aliases = new OutboundAliases(connect.topicAliasMaximum());
        maximumPacketSize = connect.maximumPacketSize();
        setEncoderVersion();
    }

    @Override
    public void keepAlive(int seconds) {
        if (closing) {
            return;
        }
        keepAlive.stop();
        if (seconds > 0) {
            keepAlive.watch(Duration.ofMillis(seconds * 1500L));
        }
    }

    private void setEncoderVersion() {
        channel.attr(ENCODER_VERSION)
                .set(
                        switch (version()) {
                            case MQTT_3_1 -> MqttVersion.MQTT_3_1;
                            case MQTT_3_1_1 -> MqttVersion.MQTT_3_1_1;
                            case MQTT_5 -> MqttVersion.MQTT_5;
                        });
    }

    @Override
    public boolean isWritable() {
        return !closing && channel.isWritable();
    }

    @Override
    public boolean accepts(Delivery delivery) {
        return fits(delivery, TopicAlias.NONE);
    }

    private boolean fits(Delivery delivery, TopicAlias alias) {
        return maximumPacketSize == Connect.ANY_PACKET_SIZE
                || PublishWriter.size(delivery, version().isMqtt5(), alias) <= maximumPacketSize;
    }

    /** An alias for the topic, unless it would make too large what fits without. */
    private TopicAlias alias(Delivery delivery) {
        TopicName topic = delivery.message().topic();
        TopicAlias alias = aliases.next(topic);
        if (!fits(delivery, alias)) {
            return TopicAlias.NONE;
        }
        aliases.sent(topic, alias);
        return alias;
    }

    @Override
    public void publish(Delivery delivery, int packetId, boolean dup) {
        if (closing) {
            return;
        }
        boolean mqtt5 = version().isMqtt5();
        ByteBuf out = buffer.bytes();
        PublishWriter.writeHead(out, delivery, packetId, dup, mqtt5, alias(delivery), clock.millis());
        Payload payload = delivery.message().payload();
        if (payload.length() <= COPIED_PAYLOAD) {
            out.writeBytes(payload.bytes());
            buffer.written();
        } else {
            buffer.writeThrough(Unpooled.wrappedBuffer(payload.bytes()));
        }
    }

    @Override
    public void send(Packet packet) {
        if (closing || (packet instanceof ConnAck connAck && hasNoReturnCode(connAck))) {
            return;
        }
        if (AckWriter.write(buffer.bytes(), packet)) { // 5 bytes at most, which a client takes that has got its CONNACK
            buffer.written();
            return;
        }
        MqttMessage message = controlPackets.encode(packet);
        if (message == null) {
            tooLarge(packet);
        } else {
            buffer.writeThrough(message);
        }
    }

    /** The client would wait in vain for an answer that it does not take, so the connection ends. */
    private void tooLarge(Packet answer) {
        if (answer instanceof ConnAck) {
            close(); // without it there is no DISCONNECT [MQTT-3.14.0-1]
            dispatcher.closed(client);
        } else {
            String explanation = "the answer is over the Maximum Packet Size of the client";
            dispatcher.failed(client, new MqttException(ReasonCode.PACKET_TOO_LARGE, explanation));
        }
    }

    /** MQTT 3.x refuses most things by closing the connection without a CONNACK. */
    private boolean hasNoReturnCode(ConnAck connAck) {
        return !version().isMqtt5() && ControlPackets.returnCode3(connAck.reason()) < 0;
    }

    @Override
    public void disconnect(ReasonCode reason, String explanation) {
        if (version().isMqtt5() && client.isConnected()) { // [MQTT-3.14.0-1]
            send(new Disconnect(reason, null, explanation));
        }
        close();
    }

    /** Says that nothing more will come, and closes when the peer has, or after a while: a reset would lose the last words. */
    @Override
    public void close() {
        if (closing) {
            return;
        }
        closing = true;
        keepAlive.stop();
        buffer.flush();
        channel.config().setAutoRead(true);
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(sent -> ((SocketChannel) channel).shutdownOutput());
        channel.eventLoop().schedule(() -> channel.close(), LINGER.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void pauseReading(Pause reason) {
        if (pauses.add(reason) && !closing) {
            channel.config().setAutoRead(false);
        }
    }

    @Override
    public void resumeReading(Pause reason) {
        if (!pauses.remove(reason)) {
            return;
        }
        if (ended && reason == Pause.CONNECTING) {
            end();
        } else if (pauses.isEmpty() && !closing) {
            keepAlive.heard();
            channel.config().setAutoRead(true);
            if (actualReadableBytes() > 0) { // what had come before reading was paused
                loop.execute(() -> channel.pipeline()
                        .fireChannelRead(Unpooled.EMPTY_BUFFER)
                        .fireChannelReadComplete());
            }
        }
    }
}
