package org.holdfast.engine.wire.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubscriptionOption;
import io.netty.handler.codec.mqtt.MqttSubscriptionOption.RetainedHandlingPolicy;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.holdfast.engine.conformance.Normative;
import org.holdfast.engine.message.MqttException;
import org.holdfast.engine.message.PacketLimits;
import org.holdfast.engine.message.PropertyId;
import org.holdfast.engine.message.ProtocolVersion;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.message.ReasonCode;
import org.holdfast.engine.message.RetainHandling;
import org.holdfast.engine.packet.ClientPacket;
import org.holdfast.engine.packet.Connect;
import org.holdfast.engine.packet.Publish;
import org.holdfast.engine.packet.Subscribe;
import org.holdfast.engine.packet.Unsubscribe;
import org.holdfast.engine.packet.Will;
import org.holdfast.engine.topic.TopicFilter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What netty-codec-mqtt's encoder writes, {@link PacketReader} reads; what is broken, it refuses with the right code. */
class PacketReaderTest {
    private static final String CONNECT_5 =
            "10 0d  00 04 4d 51 54 54 05 02 00 3c  00  00 00"; // no client id, clean start
    private static final int MAXIMUM = 1_000_000;

    private final EmbeddedChannel encoder = new EmbeddedChannel(MqttEncoder.INSTANCE);
    private final PacketReader reader = new PacketReader(new PacketLimits(MAXIMUM, MAXIMUM, 10, 10));

    @Test
    void readsConnectWithEverythingInIt() {
        MqttProperties properties = new MqttProperties();
        properties.add(new MqttProperties.IntegerProperty(PropertyId.SESSION_EXPIRY_INTERVAL, -1));
        properties.add(new MqttProperties.IntegerProperty(PropertyId.RECEIVE_MAXIMUM, 7));
        properties.add(new MqttProperties.IntegerProperty(PropertyId.TOPIC_ALIAS_MAXIMUM, 5));
        properties.add(new MqttProperties.IntegerProperty(PropertyId.MAXIMUM_PACKET_SIZE, 1000));
        MqttProperties ofWill = new MqttProperties();
        ofWill.add(new MqttProperties.IntegerProperty(PropertyId.WILL_DELAY_INTERVAL, 9));
        ofWill.add(new MqttProperties.StringProperty(PropertyId.CONTENT_TYPE, "text/plain"));
        Connect connect = read(
                Connect.class,
                MqttMessageBuilders.connect()
                        .protocolVersion(MqttVersion.MQTT_5)
                        .clientId("grüße")
                        .cleanSession(false)
                        .keepAlive(77)
                        .properties(properties)
                        .willFlag(true)
                        .willTopic("w")
                        .willQoS(MqttQoS.EXACTLY_ONCE)
                        .willRetain(true)
                        .willProperties(ofWill)
                        .willMessage("gone".getBytes(StandardCharsets.UTF_8))
                        .hasUser(true)
                        .username("u")
                        .hasPassword(true)
                        .password("p".getBytes(StandardCharsets.UTF_8))
                        .build());
        assertThat(connect)
                .returns(ProtocolVersion.MQTT_5, Connect::version)
                .returns("grüße", Connect::clientId)
                .returns(false, Connect::cleanStart)
                .returns(77, Connect::keepAlive)
                .returns(Connect.NO_EXPIRY, Connect::sessionExpiryInterval)
                .returns(7, Connect::receiveMaximum)
                .returns(5, Connect::topicAliasMaximum)
                .returns(1000L, Connect::maximumPacketSize)
                .returns("u", Connect::userName);
        Will will = connect.will();
        assertThat(will).isNotNull();
        assertThat(will.delayInterval()).isEqualTo(9);
        assertThat(will.properties().contentType()).isEqualTo("text/plain");
        assertThat(will.qos()).isEqualTo(QoS.EXACTLY_ONCE);
    }

    @Test
    void readsPublishWithPropertiesThatArePassedOnAndThoseThatAreNot() {
        connect5();
        MqttProperties properties = new MqttProperties();
        properties.add(new MqttProperties.UserProperty("a", "1"));
        properties.add(new MqttProperties.IntegerProperty(PropertyId.MESSAGE_EXPIRY_INTERVAL, 10));
        properties.add(new MqttProperties.IntegerProperty(PropertyId.TOPIC_ALIAS, 4));
        properties.add(new MqttProperties.UserProperty("b", "2"));
        Publish publish = read(
                Publish.class,
                MqttMessageBuilders.publish()
                        .topicName("t/ü")
                        .qos(MqttQoS.AT_LEAST_ONCE)
                        .retained(true)
                        .messageId(9)
                        .properties(properties)
                        .payload(Unpooled.copiedBuffer("hello", StandardCharsets.UTF_8))
                        .build());
        assertThat(publish)
                .returns(4, Publish::topicAlias)
                .returns(10L, Publish::expiryInterval)
                .returns(9, Publish::packetId)
                .returns(true, Publish::retain);
        assertThat(publish.properties().userProperties()).hasSize(2);
        assertThat(publish.properties().encoded()).hasSize(2 * (1 + 2 + 1 + 2 + 1));
        assertThat(String.valueOf(publish.topic())).isEqualTo("t/ü");
    }

    @Test
    void readsSubscribeAndUnsubscribe() {
        connect5();
        MqttProperties properties = new MqttProperties();
        properties.add(new MqttProperties.IntegerProperty(PropertyId.SUBSCRIPTION_IDENTIFIER, 300));
        Subscribe subscribe = read(
                Subscribe.class,
                MqttMessageBuilders.subscribe()
                        .messageId(5)
                        .properties(properties)
                        .addSubscription(
                                "a/#",
                                new MqttSubscriptionOption(
                                        MqttQoS.EXACTLY_ONCE,
                                        true,
                                        false,
                                        RetainedHandlingPolicy.SEND_AT_SUBSCRIBE_IF_NOT_YET_EXISTS))
                        .addSubscription(MqttQoS.AT_MOST_ONCE, "b")
                        .build());
        assertThat(subscribe.subscriptionIdentifier()).isEqualTo(300);
        assertThat(subscribe.requests())
                .containsExactly(
                        new Subscribe.Request(
                                TopicFilter.of("a/#"), QoS.EXACTLY_ONCE, true, false, RetainHandling.SEND_IF_NEW),
                        new Subscribe.Request(
                                TopicFilter.of("b"), QoS.AT_MOST_ONCE, false, false, RetainHandling.SEND_ALWAYS));
        Unsubscribe unsubscribe = read(
                Unsubscribe.class,
                MqttMessageBuilders.unsubscribe()
                        .messageId(6)
                        .addTopicFilter("a/#")
                        .build());
        assertThat(unsubscribe).isEqualTo(new Unsubscribe(6, List.of(TopicFilter.of("a/#"))));
    }

    @Test
    void waitsForTheLastByteAndTakesNothingBefore() {
        ByteBuf in = Unpooled.buffer();
        byte[] bytes = bytes(CONNECT_5);
        for (int i = 0; i < bytes.length - 1; i++) {
            in.writeByte(bytes[i]);
            assertThat(reader.read(in)).isNull();
            assertThat(in.readerIndex()).isZero();
        }
        in.writeByte(bytes[bytes.length - 1]);
        assertThat(reader.read(in)).isInstanceOf(Connect.class);
    }

    @Test
    void refusesAPacketThatIsTooLargeBeforeItHasCome() {
        assertRefused("10 ff ff ff 7f", ReasonCode.PACKET_TOO_LARGE);
        connect5();
        assertRefused("30 ff ff ff 7f", ReasonCode.PACKET_TOO_LARGE);
    }

    @Test
    void refusesAnythingButConnectByItsFirstByte() {
        assertRefused("30", ReasonCode.MALFORMED_PACKET);
        assertRefused("21", ReasonCode.MALFORMED_PACKET);
    }

    static Stream<Arguments> brokenConnects() {
        return Stream.of(
                Arguments.of("Protocol Name", "10 0d  00 04 4d 51 54 58 05 02 00 3c  00  00 00", "MALFORMED_PACKET"),
                Arguments.of(
                        "version 6", "10 0d  00 04 4d 51 54 54 06 02 00 3c  00  00 00", "UNSUPPORTED_PROTOCOL_VERSION"),
                Arguments.of("reserved flag", "10 0d  00 04 4d 51 54 54 05 03 00 3c  00  00 00", "MALFORMED_PACKET"),
                Arguments.of(
                        "Will QoS without Will", "10 0d  00 04 4d 51 54 54 05 0a 00 3c  00  00 00", "MALFORMED_PACKET"),
                Arguments.of("Will QoS 3", "10 0d  00 04 4d 51 54 54 05 1e 00 3c  00  00 00", "MALFORMED_PACKET"),
                Arguments.of(
                        "bytes left over", "10 0e  00 04 4d 51 54 54 05 02 00 3c  00  00 00 00", "MALFORMED_PACKET"),
                Arguments.of("too short", "10 0c  00 04 4d 51 54 54 05 02 00 3c  00  00", "MALFORMED_PACKET"),
                Arguments.of(
                        "surrogate", "10 10  00 04 4d 51 54 54 05 02 00 3c  00  00 03 ed a0 80", "MALFORMED_PACKET"),
                Arguments.of(
                        "overlong NUL", "10 0f  00 04 4d 51 54 54 05 02 00 3c  00  00 02 c0 80", "MALFORMED_PACKET"),
                Arguments.of("U+0000", "10 0e  00 04 4d 51 54 54 05 02 00 3c  00  00 01 00", "MALFORMED_PACKET"),
                Arguments.of(
                        "Receive Maximum 0",
                        "10 10  00 04 4d 51 54 54 05 02 00 3c  03 21 00 00  00 00",
                        "PROTOCOL_ERROR"),
                Arguments.of(
                        "a property twice",
                        "10 13  00 04 4d 51 54 54 05 02 00 3c  06 21 00 01 21 00 01  00 00",
                        "PROTOCOL_ERROR"),
                Arguments.of(
                        "a property of CONNACK",
                        "10 0f  00 04 4d 51 54 54 05 02 00 3c  02 24 01  00 00",
                        "MALFORMED_PACKET"),
                Arguments.of(
                        "an unknown property",
                        "10 0f  00 04 4d 51 54 54 05 02 00 3c  02 7f 01  00 00",
                        "MALFORMED_PACKET"),
                Arguments.of(
                        "flags of the fixed header",
                        "11 0d  00 04 4d 51 54 54 05 02 00 3c  00  00 00",
                        "MALFORMED_PACKET"),
                Arguments.of(
                        "a padded length", "10 8d 00  00 04 4d 51 54 54 05 02 00 3c  00  00 00", "MALFORMED_PACKET"),
                Arguments.of("a length of five bytes", "10 80 80 80 80 01", "MALFORMED_PACKET"),
                Arguments.of("packet type 0", "00 00", "MALFORMED_PACKET"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenConnects")
    void refusesABrokenConnect(String name, String packet, ReasonCode reason) {
        assertRefused(packet, reason);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "PUBLISH at QoS 3, 36 06 00 01 74 00 01 00, MALFORMED_PACKET",
        "DUP at QoS 0, 38 04 00 01 74 00, MALFORMED_PACKET",
        "a wildcard in a Topic Name, 30 04 00 01 23 00, TOPIC_NAME_INVALID",
        "Packet Identifier 0, 32 06 00 01 74 00 00 00, PROTOCOL_ERROR",
        "Topic Alias 0, 30 07 00 01 74 03 23 00 00, TOPIC_ALIAS_INVALID",
        "Subscription Identifier from a client, 30 06 00 01 74 02 0b 01, PROTOCOL_ERROR",
        "Payload Format Indicator 2, 30 06 00 01 74 02 01 02, PROTOCOL_ERROR",
        "a Response Topic with a wildcard, 30 08 00 01 74 04 08 00 01 2b, PROTOCOL_ERROR",
        "SUBSCRIBE with flags 0, 80 07 00 01 00 00 01 74 00, MALFORMED_PACKET",
        "SUBSCRIBE without filters, 82 03 00 01 00, PROTOCOL_ERROR",
        "QoS 3 in SUBSCRIBE, 82 07 00 01 00 00 01 74 03, PROTOCOL_ERROR",
        "Retain Handling 3, 82 07 00 01 00 00 01 74 30, PROTOCOL_ERROR",
        "reserved options, 82 07 00 01 00 00 01 74 40, MALFORMED_PACKET",
        "Subscription Identifier 0, 82 09 00 01 02 0b 00 00 01 74 00, PROTOCOL_ERROR",
        "UNSUBSCRIBE without filters, a2 03 00 01 00, PROTOCOL_ERROR",
        "PINGREQ with a body, c0 01 00, MALFORMED_PACKET",
        "PUBREL with flags 0, 60 02 00 01, MALFORMED_PACKET",
        "a reason code that does not exist, 40 03 00 01 7f, MALFORMED_PACKET",
        "CONNACK from a client, 20 03 00 00 00, PROTOCOL_ERROR",
        "a second CONNECT, 10 0d 00 04 4d 51 54 54 05 02 00 3c 00 00 00, PROTOCOL_ERROR"
    })
    void refusesABrokenPacketOfAConnectedClient(String name, String packet, ReasonCode reason) {
        connect5();
        assertRefused(packet, reason);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "PUBACK, 40 03 00 01, 00 10 80 83 87 90 91 97 99",
        "PUBREC, 50 03 00 01, 00 10 80 83 87 90 91 97 99",
        "PUBREL, 62 03 00 01, 00 92",
        "PUBCOMP, 70 03 00 01, 00 92",
        "DISCONNECT, e0 01, 00 04 80 81 82 83 90 93 94 95 96 97 98 99" // without those that are for servers
    })
    @Normative({"MQTT-3.4.2-1", "MQTT-3.5.2-1", "MQTT-3.6.2-1", "MQTT-3.7.2-1", "MQTT-3.14.2-1"})
    void takesTheReasonCodesOfThePacketAndNoOthers(String name, String packet, String reasonCodes) {
        connect5();
        String taken = IntStream.range(0, 256)
                .mapToObj("%02x"::formatted)
                .filter(reasonCode -> isTaken(packet + reasonCode))
                .collect(Collectors.joining(" "));
        assertThat(taken).isEqualTo(reasonCodes);
    }

    private boolean isTaken(String packet) {
        try {
            return reader.read(Unpooled.wrappedBuffer(bytes(packet))) != null;
        } catch (MqttException refused) {
            return false;
        }
    }

    private void assertRefused(String packet, ReasonCode reason) {
        assertThatExceptionOfType(MqttException.class)
                .isThrownBy(() -> reader.read(Unpooled.wrappedBuffer(bytes(packet))))
                .returns(reason, MqttException::reason);
    }

    private void connect5() {
        read(
                Connect.class,
                MqttMessageBuilders.connect()
                        .protocolVersion(MqttVersion.MQTT_5)
                        .clientId("c")
                        .build());
    }

    private <P extends ClientPacket> P read(Class<P> type, MqttMessage message) {
        encoder.writeOutbound(message);
        ByteBuf bytes = Unpooled.buffer();
        for (ByteBuf part; (part = encoder.readOutbound()) != null; part.release()) {
            bytes.writeBytes(part);
        }
        ClientPacket packet = reader.read(bytes);
        assertThat(packet).isInstanceOf(type);
        return type.cast(packet);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
