package org.holdfast.engine.wire.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnAckVariableHeader;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.BinaryProperty;
import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import io.netty.handler.codec.mqtt.MqttProperties.StringProperty;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.netty.util.AttributeKey;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.holdfast.engine.conformance.Normative;
import org.holdfast.engine.message.Payload;
import org.holdfast.engine.message.PropertyId;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.message.ReasonCode;
import org.holdfast.engine.packet.Auth;
import org.holdfast.engine.packet.Capabilities;
import org.holdfast.engine.packet.ConnAck;
import org.holdfast.engine.packet.Connect;
import org.holdfast.engine.packet.Disconnect;
import org.holdfast.engine.packet.PingResp;
import org.holdfast.engine.packet.PubAck;
import org.holdfast.engine.packet.PubComp;
import org.holdfast.engine.packet.PubRec;
import org.holdfast.engine.packet.PubRel;
import org.holdfast.engine.packet.ServerPacket;
import org.holdfast.engine.packet.SubAck;
import org.holdfast.engine.packet.UnsubAck;
import org.holdfast.engine.testing.PacketText;
import org.holdfast.engine.testing.Protocol;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A packet to a client with a Maximum Packet Size: with its Reason String, without it, or not at all. */
class ControlPacketsTest {
    private static final String REASON = "Größe: " + "x".repeat(120);
    private static final Auth AUTH = new Auth(ReasonCode.SUCCESS, "SCRAM-SHA-256", Payload.of(new byte[200]));
    private static final ConnAck.Granted GRANTED = new ConnAck.Granted(
            new Capabilities(QoS.AT_LEAST_ONCE, false, false, false, false),
            7L,
            10,
            100_000,
            5,
            60,
            "Assigned",
            "response/Assigned",
            AUTH);

    private final EmbeddedChannel encoder = new EmbeddedChannel(MqttEncoder.INSTANCE);

    ControlPacketsTest() {
        encoder.attr(AttributeKey.<MqttVersion>valueOf("NETTY_CODEC_MQTT_VERSION"))
                .set(MqttVersion.MQTT_5);
    }

    /** The packet as a client gets it that takes so many bytes; null when it gets none. */
    private byte @Nullable [] bytes(ServerPacket packet, long maximumPacketSize) {
        MqttMessage message = new ControlPackets(true, true, maximumPacketSize).encode(packet);
        return message == null ? null : encoded(message);
    }

    private byte[] encoded(MqttMessage message) {
        encoder.writeOutbound(message);
        ByteBuf out = encoder.readOutbound();
        byte[] bytes = ByteBufUtil.getBytes(out);
        out.release();
        return bytes;
    }

    private byte[] bytes(ServerPacket packet) {
        byte[] bytes = bytes(packet, Connect.ANY_PACKET_SIZE);
        assertThat(bytes).isNotNull();
        return bytes;
    }

    private void assertLeavesTheReasonStringOutAtTheBorder(ServerPacket packet) {
        byte[] whole = bytes(packet);
        byte[] bare = bytes(packet.withoutReasonString());
        assertThat(new String(whole, StandardCharsets.UTF_8)).contains(REASON);
        assertThat(whole.length - bare.length).isGreaterThan(REASON.length());
        assertThat(bytes(packet, whole.length)).isEqualTo(whole);
        assertThat(bytes(packet, whole.length - 1)).isEqualTo(bare);
        assertThat(bytes(packet, bare.length)).isEqualTo(bare);
        assertThat(bytes(packet, bare.length - 1)).isNull();
    }

    @Test
    @Normative("MQTT-3.2.2-19")
    void aConnAckThatRefusesLeavesItsReasonStringOut() {
        assertLeavesTheReasonStringOutAtTheBorder(ConnAck.refused(ReasonCode.NOT_AUTHORIZED, REASON));
    }

    @Test
    @Normative("MQTT-3.2.2-19")
    void aConnAckThatGrantsLeavesItsReasonStringOutAndNothingElse() {
        assertLeavesTheReasonStringOutAtTheBorder(new ConnAck(true, ReasonCode.SUCCESS, REASON, GRANTED, "server"));
    }

    @Test
    @Normative("MQTT-3.4.2-2")
    void aPubAckLeavesItsReasonStringOut() {
        assertLeavesTheReasonStringOutAtTheBorder(new PubAck(1, ReasonCode.NOT_AUTHORIZED, REASON));
    }

    @Test
    @Normative("MQTT-3.5.2-2")
    void aPubRecLeavesItsReasonStringOut() {
        assertLeavesTheReasonStringOutAtTheBorder(new PubRec(1, ReasonCode.QUOTA_EXCEEDED, REASON));
    }

    @Test
    @Normative("MQTT-3.6.2-2")
    void aPubRelLeavesItsReasonStringOut() {
        assertLeavesTheReasonStringOutAtTheBorder(new PubRel(1, ReasonCode.PACKET_IDENTIFIER_NOT_FOUND, REASON));
    }

    @Test
    @Normative("MQTT-3.7.2-2")
    void aPubCompLeavesItsReasonStringOut() {
        assertLeavesTheReasonStringOutAtTheBorder(new PubComp(1, ReasonCode.PACKET_IDENTIFIER_NOT_FOUND, REASON));
    }

    @Test
    @Normative("MQTT-3.14.2-3")
    void aDisconnectLeavesItsReasonStringOut() {
        assertLeavesTheReasonStringOutAtTheBorder(new Disconnect(ReasonCode.PROTOCOL_ERROR, null, REASON));
    }

    @Test
    @Normative("MQTT-3.9.2-1")
    void aSubAckLeavesItsReasonStringOut() {
        assertLeavesTheReasonStringOutAtTheBorder(new SubAck(1, List.of(ReasonCode.QUOTA_EXCEEDED), REASON));
    }

    /** Where the Remaining Length takes one byte, and where it takes two. */
    static Stream<ServerPacket> acknowledgementsOfManyFilters() {
        return Stream.of(1, 124, 125, 126, 200)
                .flatMap(filters -> Stream.of(
                        new SubAck(1, Collections.nCopies(filters, ReasonCode.GRANTED_QOS_1), null),
                        new UnsubAck(1, Collections.nCopies(filters, ReasonCode.SUCCESS))));
    }

    @ParameterizedTest
    @MethodSource("acknowledgementsOfManyFilters")
    @Normative({"MQTT-3.9.2-1", "MQTT-3.11.2-1"})
    void aSubAckAndAnUnsubAckHaveNoReasonStringAndLeaveWholeOrNotAtAll(ServerPacket packet) {
        byte[] whole = bytes(packet);
        assertThat(whole[whole.length < 130 ? 4 : 5])
                .as("length of the properties")
                .isZero();
        assertThat(bytes(packet, whole.length)).isEqualTo(whole);
        assertThat(bytes(packet, whole.length - 1)).isNull();
    }

    @Test
    void anAuthLeavesWholeOrNotAtAll() {
        byte[] whole = bytes(AUTH);
        assertThat(bytes(AUTH, whole.length)).isEqualTo(whole);
        assertThat(bytes(AUTH, whole.length - 1)).isNull();
    }

    static Stream<Arguments> packetsAndTheirBytes() {
        return Stream.of(
                Arguments.of(ConnAck.refused(ReasonCode.NOT_AUTHORIZED, REASON), "20 .. 00 87 [1f s'REASON']"),
                Arguments.of(new PubAck(1, ReasonCode.NOT_AUTHORIZED, REASON), "40 .. 0001 87 [1f s'REASON']"),
                Arguments.of(new PubRec(1, ReasonCode.NOT_AUTHORIZED, REASON), "50 .. 0001 87 [1f s'REASON']"),
                Arguments.of(
                        new PubRel(1, ReasonCode.PACKET_IDENTIFIER_NOT_FOUND, REASON), "62 .. 0001 92 [1f s'REASON']"),
                Arguments.of(
                        new PubComp(1, ReasonCode.PACKET_IDENTIFIER_NOT_FOUND, REASON), "70 .. 0001 92 [1f s'REASON']"),
                Arguments.of(new SubAck(1, List.of(ReasonCode.GRANTED_QOS_2), null), "90 .. 0001 [] 02"),
                Arguments.of(new UnsubAck(1, List.of(ReasonCode.NO_SUBSCRIPTION_EXISTED)), "b0 .. 0001 [] 11"),
                Arguments.of(new Disconnect(ReasonCode.PROTOCOL_ERROR, null, REASON), "e0 .. 82 [1f s'REASON']"),
                Arguments.of(PingResp.INSTANCE, "d0 00"));
    }

    @ParameterizedTest
    @MethodSource("packetsAndTheirBytes")
    @Normative({
        "MQTT-3.2.2-20",
        "MQTT-3.4.2-3",
        "MQTT-3.5.2-3",
        "MQTT-3.6.2-3",
        "MQTT-3.7.2-3",
        "MQTT-3.9.2-2",
        "MQTT-3.11.2-2",
        "MQTT-3.14.2-4"
    })
    void noPacketHasUserPropertiesThatCouldMakeItTooLarge(ServerPacket packet, String text) {
        byte[] bytes = bytes(packet);
        assertThat(PacketText.matches(Protocol.MQTT_5_0, text.replace("REASON", REASON), bytes))
                .as(PacketText.show(bytes))
                .isTrue();
    }

    @Test
    @Normative("MQTT-3.2.2-20")
    void aConnAckThatGrantsHasNoUserPropertiesEither() {
        MqttMessage message = new ControlPackets(true, true, Connect.ANY_PACKET_SIZE)
                .encode(new ConnAck(true, ReasonCode.SUCCESS, REASON, GRANTED, "server"));
        assertThat(message).isInstanceOfSatisfying(MqttConnAckMessage.class, connAck -> assertThat(
                        connAck.variableHeader().properties().getProperties(PropertyId.USER_PROPERTY))
                .isEmpty());
    }

    /** Whatever a CONNACK may have to say. */
    @Test
    void theSizeIsKnownOfEachPropertyThatAServerSends() {
        MqttProperties properties = new MqttProperties();
        for (int id : new int[] {0x11, 0x27, 0x21, 0x22, 0x13, 0x24, 0x25, 0x28, 0x29, 0x2A}) {
            properties.add(new IntegerProperty(id, 1));
        }
        for (int id : new int[] {0x12, 0x15, 0x1A, 0x1C, 0x1F}) {
            properties.add(new StringProperty(id, "ä€😀" + id));
        }
        properties.add(new BinaryProperty(PropertyId.AUTHENTICATION_DATA, new byte[300]));
        MqttMessage message = new MqttConnAckMessage(
                new MqttFixedHeader(MqttMessageType.CONNACK, false, MqttQoS.AT_MOST_ONCE, false, 0),
                new MqttConnAckVariableHeader(MqttConnectReturnCode.CONNECTION_ACCEPTED, false, properties));
        assertThat(EncodedSize.of(message)).isEqualTo(encoded(message).length);
    }
}
