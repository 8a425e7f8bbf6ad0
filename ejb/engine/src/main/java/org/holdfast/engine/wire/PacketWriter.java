package org.holdfast.engine.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.netty.util.AttributeKey;
import org.holdfast.engine.message.Payload;
import org.holdfast.engine.message.ProtocolVersion;
import org.holdfast.engine.message.ReasonCode;
import org.holdfast.engine.packet.ConnAck;
import org.holdfast.engine.packet.Connect;
import org.holdfast.engine.packet.ServerPacket;
import org.holdfast.engine.routing.Delivery;
import org.holdfast.engine.topic.TopicName;
import org.holdfast.engine.wire.codec.AckWriter;
import org.holdfast.engine.wire.codec.ControlPackets;
import org.holdfast.engine.wire.codec.PublishWriter;
import org.holdfast.engine.wire.codec.PublishWriter.TopicAlias;

/**
 * Writes the packets of one connection, as its CONNECT requires: version, Maximum Packet Size, Topic Aliases. Owned by
 * the connection's event loop.
 */
final class PacketWriter {
    private static final AttributeKey<MqttVersion> ENCODER_VERSION = AttributeKey.valueOf("NETTY_CODEC_MQTT_VERSION");
    private static final int COPIED_PAYLOAD = 16 << 10;

    private final Channel channel;
    private final Meter meter;
    private final WriteBuffer buffer;

    private boolean mqtt5;
    private ControlPackets controlPackets = new ControlPackets(false, false, Connect.ANY_PACKET_SIZE);
    private OutboundAliases aliases = new OutboundAliases(0);
    private long maximumPacketSize = Connect.ANY_PACKET_SIZE;

    PacketWriter(Channel channel, Meter meter) {
        this.channel = channel;
        this.meter = meter;
        this.buffer = new WriteBuffer(channel);
    }

    /** Applies the settings of the CONNECT. */
    void established(Connect connect) {
        write(
                connect.version(),
                new ControlPackets(
                        connect.version().isMqtt5(), connect.problemInformation(), connect.maximumPacketSize()));
        aliases = new OutboundAliases(connect.topicAliasMaximum());
        maximumPacketSize = connect.maximumPacketSize();
    }

    /** Applies the version of a CONNECT that failed after its version was read. */
    void failed(ProtocolVersion version, long clientsMaximumPacketSize) {
        if (mqtt5 != version.isMqtt5()) {
            write(version, new ControlPackets(version.isMqtt5(), true, clientsMaximumPacketSize));
        }
    }

    private void write(ProtocolVersion version, ControlPackets packets) {
        mqtt5 = version.isMqtt5();
        controlPackets = packets;
        channel.attr(ENCODER_VERSION)
                .set(
                        switch (version) {
                            case MQTT_3_1 -> MqttVersion.MQTT_3_1;
                            case MQTT_3_1_1 -> MqttVersion.MQTT_3_1_1;
                            case MQTT_5 -> MqttVersion.MQTT_5;
                        });
    }

    /** Whether the PUBLISH would not exceed the client's Maximum Packet Size. */
    boolean accepts(Delivery delivery) {
        return fits(delivery, TopicAlias.NONE);
    }

    private boolean fits(Delivery delivery, TopicAlias alias) {
        return maximumPacketSize == Connect.ANY_PACKET_SIZE
                || PublishWriter.size(delivery, mqtt5, alias) <= maximumPacketSize;
    }

    /** Returns an alias for the topic, unless the packet would fit only without it. */
    private TopicAlias alias(Delivery delivery) {
        TopicName topic = delivery.message().topic();
        TopicAlias alias = aliases.next(topic);
        if (!fits(delivery, alias)) {
            return TopicAlias.NONE;
        }
        aliases.sent(topic, alias);
        return alias;
    }

    void publish(Delivery delivery, int packetId, boolean dup, long begunAt) {
        meter.publishSent(delivery.qos(), delivery.message().payload().length());
        ByteBuf out = buffer.bytes();
        PublishWriter.writeHead(out, delivery, packetId, dup, mqtt5, alias(delivery), begunAt);
        Payload payload = delivery.message().payload();
        if (payload.length() <= COPIED_PAYLOAD) {
            out.writeBytes(payload.bytes());
            buffer.written();
        } else {
            buffer.writeThrough(Unpooled.wrappedBuffer(payload.bytes()));
        }
    }

    /** Writes any other packet, if this version has it; returns false when it is larger than the client accepts. */
    boolean write(ServerPacket packet) {
        return packet instanceof ConnAck connAck ? writeConnAck(connAck) : writeOther(packet);
    }

    private boolean writeConnAck(ConnAck connAck) {
        boolean isDone = hasNoReturnCode(connAck) || writeOther(connAck);
        if (isDone && connAck.reason() != ReasonCode.SUCCESS) {
            meter.refused(connAck.reason());
        }
        return isDone;
    }

    private boolean writeOther(ServerPacket packet) {
        if (AckWriter.write(buffer.bytes(), packet)) { // 5 bytes at most, which a connected client accepts
            meter.otherSent();
            buffer.written();
            return true;
        }
        MqttMessage message = controlPackets.encode(packet);
        if (message != null) {
            meter.otherSent();
            buffer.writeThrough(message);
        }
        return message != null;
    }

    /** Whether there is no return code for it: MQTT 3.x then closes the connection without a CONNACK. */
    private boolean hasNoReturnCode(ConnAck connAck) {
        return !mqtt5 && ControlPackets.returnCode3(connAck.reason()) < 0;
    }

    /** Sends what has been written. */
    void flush() {
        buffer.flush();
    }

    /** The bytes that were written and not sent. */
    long unsentBytes() {
        ChannelOutboundBuffer unsent = channel.unsafe().outboundBuffer();
        return unsent == null ? 0 : unsent.totalPendingWriteBytes();
    }

    /** Discards what has not been sent. */
    void release() {
        buffer.release();
    }
}
