package org.holdfast.engine.chapter2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_3_1;
import static org.holdfast.engine.testing.Protocol.MQTT_3_1_1;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;

import java.util.List;
import java.util.stream.Stream;
import org.holdfast.engine.conformance.Normative;
import org.holdfast.engine.testing.Breach;
import org.holdfast.engine.testing.ExternalBroker;
import org.holdfast.engine.testing.Protocol;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.ReceivedPacket;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The first byte of a packet: its type and its flags (MQTT 5.0, section 2.1; MQTT 3.1.1, section 2.2). */
@Tag(ExternalBroker.TAG)
class FixedHeaderTest {
    private static final int MALFORMED_PACKET = 0x81;
    private static final int PROTOCOL_ERROR = 0x82;

    @RegisterExtension
    static final TestBroker broker = TestBroker.create();

    @AfterAll
    static void theBrokerGoesOn() {
        broker.connect(MQTT_5_0, "witness").barrier();
    }

    static Stream<Arguments> packetsOfClients() {
        List<String> packets = List.of(
                "40 02 0001", // PUBACK
                "50 02 0001", // PUBREC
                "62 02 0001", // PUBREL
                "70 02 0001", // PUBCOMP
                "82 .. 0001 [] s'a' 00", // SUBSCRIBE
                "a2 .. 0001 [] s'a'", // UNSUBSCRIBE
                "c0 00", // PINGREQ
                "e0 00", // DISCONNECT
                "f0 00"); // AUTH
        return Stream.of(MQTT_3_1_1, MQTT_5_0)
                .flatMap(protocol -> packets.stream().map(packet -> Arguments.of(protocol, packet)));
    }

    @ParameterizedTest
    @MethodSource("packetsOfClients")
    @Normative(
            value = {"MQTT-2.1.3-1", "MQTT-3.6.1-1", "MQTT-3.8.1-1", "MQTT-3.10.1-1", "MQTT-3.14.1-1", "MQTT-3.15.1-1"},
            mqtt3 = {"MQTT-2.2.2-2", "MQTT-3.6.1-1", "MQTT-3.8.1-1", "MQTT-3.10.1-1", "MQTT-3.14.1-1"})
    void flagsOtherThanTheReservedOnesAreMalformed(Protocol protocol, String packet) {
        int first = Integer.parseInt(packet.substring(0, 2), 16);
        for (int wrong = 1; wrong < 16; wrong++) {
            String changed = "%02x".formatted(first ^ wrong) + packet.substring(2);
            new Breach(protocol, changed).endsWith(MALFORMED_PACKET, broker);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MQTT_3_1_1", "MQTT_5_0"})
    @Normative(
            value = {"MQTT-2.1.3-1", "MQTT-3.1.0-1"},
            mqtt3 = {"MQTT-2.2.2-2", "MQTT-3.1.0-1"})
    void aConnectWithFlagsClosesWithoutAnAnswer(Protocol protocol) {
        for (int flags = 1; flags < 16; flags++) {
            broker.open(protocol)
                    .send("1%x .. @ 02 003c [] s'client'".formatted(flags))
                    .expectClosed();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "36, QoS 3",
        "37, QoS 3 and RETAIN",
        "3e, QoS 3 and DUP",
        "3f, all of them",
        "38, DUP at QoS 0",
        "39, DUP at QoS 0 and RETAIN"
    })
    @Normative(
            value = {"MQTT-3.3.1-2", "MQTT-3.3.1-4"},
            mqtt3 = {"MQTT-3.3.1-2", "MQTT-3.3.1-4"})
    void flagsThatAPublishCannotHaveAreMalformed(String header, String why) {
        for (Protocol protocol : Protocol.values()) {
            new Breach(protocol, header + " .. s'a' 0001 [] 'x'").endsWith(MALFORMED_PACKET, broker);
        }
    }

    @ParameterizedTest
    @EnumSource
    void packetTypeZeroIsMalformed(Protocol protocol) {
        new Breach(protocol, "00 00").endsWith(MALFORMED_PACKET, broker); // table 2-1: reserved
        new Breach(protocol, "0f 02 0001").endsWith(MALFORMED_PACKET, broker);
    }

    @ParameterizedTest
    @EnumSource(names = {"MQTT_3_1", "MQTT_3_1_1"})
    void packetTypeFifteenIsMalformedBeforeMqtt5(Protocol protocol) {
        new Breach(protocol, "f0 00").endsWith(MALFORMED_PACKET, broker);
        new Breach(protocol, "f0 .. 00 07 15 s'SCRAM'").endsWith(MALFORMED_PACKET, broker);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "20 .. 00 00 []", // CONNACK
                "90 .. 0001 [] 00", // SUBACK
                "b0 .. 0001 [] {00}", // UNSUBACK
                "d0 00" // PINGRESP
            })
    void packetsThatOnlyAServerSendsAreAProtocolError(String packet) {
        for (Protocol protocol : Protocol.values()) {
            new Breach(protocol, packet).endsWith(PROTOCOL_ERROR, broker);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Normative(value = "MQTT-2.1.3-1", mqtt3 = "MQTT-2.2.2-1")
    void theBrokersPacketsHaveTheReservedFlags(Protocol protocol) {
        RawClient client = broker.open(protocol).send("10 .. @ 02 003c [] s'client'"); // CONNECT
        assertHeader(client, 0x20); // CONNACK
        assertHeader(client.send("82 .. 0001 [] s'a' 02"), 0x90); // SUBSCRIBE, SUBACK
        assertHeader(client.send("32 .. s'b' 0002 [] 'x'"), 0x40); // PUBLISH QoS 1, PUBACK
        assertHeader(client.send("34 .. s'b' 0003 [] 'x'"), 0x50); // PUBLISH QoS 2, PUBREC
        assertHeader(client.send("62 02 0003"), 0x70); // PUBREL, PUBCOMP
        broker.connect(protocol, "publisher").publish("a", 2, "x");
        int packetId = assertHeader(client, 0x34).packetId(); // PUBLISH QoS 2
        assertHeader(client.send("50 02 %04x".formatted(packetId)), 0x62); // PUBREC, PUBREL
        client.send("70 02 %04x".formatted(packetId)); // PUBCOMP
        assertHeader(client.send("a2 .. 0004 [] s'a'"), 0xB0); // UNSUBSCRIBE, UNSUBACK
        assertHeader(client.send("c0 00"), 0xD0); // PINGREQ, PINGRESP
        client.send("00 00");
        if (protocol.hasProperties()) {
            assertHeader(client, 0xE0); // DISCONNECT
        }
        client.expectClosed();
    }

    private static ReceivedPacket assertHeader(RawClient client, int first) {
        ReceivedPacket packet = client.receive();
        assertThat(packet.type() | packet.flags()).as("header of %s", packet).isEqualTo(first);
        return packet;
    }

    @ParameterizedTest
    @CsvSource({"50 02 0abc, 62", "62 02 0abc, 70"}) // PUBREC and PUBREL, PUBREL and PUBCOMP
    @Normative(value = "MQTT-2.1.3-1", mqtt3 = "MQTT-2.2.2-1")
    void answersThatFindNoMessageHaveTheReservedFlagsToo(String packet, String header) {
        for (Protocol protocol : List.of(MQTT_3_1_1, MQTT_5_0)) {
            RawClient client = broker.connect(protocol, "client").send(packet);
            assertHeader(client, Integer.parseInt(header, 16));
        }
    }

    /** It has them for PUBLISH, and uses DUP and the QoS level 1 of packets that are sent again. */
    @ParameterizedTest
    @CsvSource({
        "10 .. @ 02 003c s'client', 20 02 00 00, 0",
        "82 .. 0001 s'a' 00, 90 03 0001 00, 6",
        "a2 .. 0001 s'a', b0 02 0001, 6",
        "62 02 0001, 70 02 0001, 6",
        "50 02 0001, 62 02 0001, 0",
        "c0 00, d0 00, 0",
    })
    void mqtt31DoesNotUseTheFlags(String packet, String answer, int used) {
        int first = Integer.parseInt(packet.substring(0, 2), 16);
        for (int flags = 0; flags < 16; flags++) {
            if ((flags & used) == 0) {
                String changed = "%02x".formatted(first | flags) + packet.substring(2);
                RawClient client = first == 0x10 ? broker.open(MQTT_3_1) : broker.connect(MQTT_3_1, "client");
                client.send(changed).expect(answer);
                client.barrier();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"4f 02 0001", "7f 02 0001"}) // PUBACK and PUBCOMP
    void norDoesMqtt31WhereThereIsNoAnswer(String packet) {
        broker.connect(MQTT_3_1, "client").send(packet).barrier();
    }

    @Test
    void aDisconnectOfMqtt31WithFlagsIsOne() {
        RawClient witness = broker.connect(MQTT_3_1, "witness").subscribe("will", 0);
        RawClient client = broker.open(MQTT_3_1).send("10 .. @ 06 003c s'client' s'will' s'x'"); // CONNECT, Will
        client.expectAccepted();
        client.send("ef 00").expectClosed();
        witness.barrier();
    }

    @ParameterizedTest
    @ValueSource(strings = {"82 .. 0001 s'a' 00", "a2 .. 0001 s'a'", "62 02 0001"})
    void mqtt31UsesTheQosLevelOfPacketsThatHaveAnAnswer(String packet) {
        for (String flags : List.of("0", "4", "6")) {
            new Breach(MQTT_3_1, packet.charAt(0) + flags + packet.substring(2)).endsWith(MALFORMED_PACKET, broker);
        }
    }
}
