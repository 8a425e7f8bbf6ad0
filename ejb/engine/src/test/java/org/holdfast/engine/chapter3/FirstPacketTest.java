package org.holdfast.engine.chapter3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_3_1_1;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;

import org.holdfast.engine.conformance.Normative;
import org.holdfast.engine.testing.ExternalBroker;
import org.holdfast.engine.testing.Protocol;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.ReceivedPacket;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CONNECT is the first packet of a connection and comes once (section 3.1). */
@Tag(ExternalBroker.TAG)
class FirstPacketTest {
    private static final int PROTOCOL_ERROR = 0x82;

    @RegisterExtension
    static final TestBroker broker = TestBroker.create();

    @AfterEach
    void theBrokerGoesOn() {
        broker.connect(MQTT_5_0, "witness").barrier();
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "00 00, a reserved packet",
        "20 .. 00 00 [], CONNACK",
        "30 .. s'a' [] 'x', PUBLISH QoS 0",
        "31 .. s'a' [] 'x', PUBLISH with RETAIN",
        "34 .. s'a' 0001 [] 'x', PUBLISH QoS 2",
        "40 02 0001, PUBACK",
        "50 02 0001, PUBREC",
        "62 02 0001, PUBREL",
        "70 02 0001, PUBCOMP",
        "82 .. 0001 [] s'a' 00, SUBSCRIBE",
        "90 .. 0001 [] 00, SUBACK",
        "a2 .. 0001 [] s'a', UNSUBSCRIBE",
        "b0 .. 0001 [] {00}, UNSUBACK",
        "c0 00, PINGREQ",
        "d0 00, PINGRESP",
        "e0 00, DISCONNECT",
        "e0 .. 04 [], DISCONNECT with Will Message",
        "f0 00, AUTH",
        "f0 .. 18 [15 s'SCRAM-SHA-256'], AUTH with a method",
        "'GET / HTTP/1.1' 0d0a 'Host: localhost' 0d0a 0d0a, HTTP",
        "160301 0200 01 'ClientHello', TLS"
    })
    @Normative(
            value = {"MQTT-3.1.0-1", "MQTT-3.14.0-1"},
            mqtt3 = "MQTT-3.1.0-1")
    void anythingElseClosesTheConnectionWithoutAnAnswer(String packet, String name) {
        for (Protocol protocol : Protocol.values()) {
            RawClient witness = broker.connect(protocol, "watch").subscribe("#", 0);
            String connect = "10 .. @ 02 003c [] s'late'"; // too late
            broker.open(protocol).send(packet, connect).expectClosed();
            witness.barrier();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "0f", "20", "30", "82", "c0", "ff"})
    @Normative(value = "MQTT-3.1.0-1", mqtt3 = "MQTT-3.1.0-1")
    void theFirstByteIsEnoughToSeeThatItIsNoConnect(String first) {
        broker.open(MQTT_5_0).send(first).expectClosed();
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "10 .. @ 02 003c [] s'client', the same again",
        "10 .. @ 02 003c [] s'other', another Client Identifier",
        "10 .. @ 00 003c [] s'client', without Clean Start",
        "10 .. s'MQTT' 04 02 003c s'client', of MQTT 3.1.1",
        "10 .. s'MQTT' 05 02 003c 00 s'client', of MQTT 5.0",
        "10 .. s'MQTX' 09 02 003c 00 s'client', of something else",
        "10 .. @ 02, cut off"
    })
    @Normative(
            value = {"MQTT-3.1.0-2", "MQTT-3.2.0-2"},
            mqtt3 = "MQTT-3.1.0-2")
    void aSecondConnectIsAProtocolErrorAndIsNotAnswered(String connect, String name) {
        for (Protocol protocol : Protocol.values()) {
            RawClient other = broker.connect(protocol, "other");
            broker.connect(protocol, "client").send(connect).expectDisconnect(PROTOCOL_ERROR);
            other.barrier();
        }
    }

    @ParameterizedTest
    @EnumSource
    @Normative(
            value = {"MQTT-3.1.0-2", "MQTT-3.2.0-2"},
            mqtt3 = "MQTT-3.1.0-2")
    void aSecondConnectInTheSameWriteIsOneTooManyAsWell(Protocol protocol) {
        RawClient client = broker.open(protocol);
        client.send("10 .. @ 02 003c [] s'client'", "10 .. @ 02 003c [] s'client'", "c0 00"); // CONNECT twice, PINGREQ
        client.expectAccepted(false);
        client.expectDisconnect(PROTOCOL_ERROR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10 .. s'MQTT' 03 02 003c s'a'", // 3 belongs to MQIsdp
                "10 .. s'MQTT' 06 02 003c 00 s'a'", // a later version
                "10 .. s'MQTT' 00 02 003c s'a'",
                "10 .. s'MQTT' ff 02 003c s'a'",
                "10 .. s'MQTT' 85 02 003c s'a'", // a bridge's bit, which MQTT 5.0 does not need
                "10 .. s'MQIsdp' 04 02 003c s'a'",
                "10 .. s'MQIsdp' 05 02 003c 00 s'a'"
            })
    @Normative(
            value = {"MQTT-3.1.2-2", "MQTT-3.2.2-7"},
            mqtt3 = {"MQTT-3.1.2-1", "MQTT-3.1.2-2", "MQTT-3.2.2-5"})
    void anotherProtocolVersionIsRefused(String connect) {
        RawClient client = broker.open(MQTT_3_1_1).send(connect);
        client.expect("20 02 00 01"); // CONNACK in words that every version up to 3.1.1 knows
        client.expectClosed();
    }

    @ParameterizedTest
    @ValueSource(strings = {"MQTX", "mqtt", "MQTT ", "MQT", "MQIsdpp", "AMQP", ""})
    @Normative(
            value = {"MQTT-3.1.2-1", "MQTT-3.1.4-1"},
            mqtt3 = {"MQTT-3.1.2-1", "MQTT-3.1.4-1"})
    void anotherProtocolNameClosesTheConnectionWithoutAnAnswer(String name) {
        for (Protocol protocol : Protocol.values()) {
            RawClient client = broker.open(protocol);
            client.send("10 .. s'%s' %02x 02 003c [] s'a'".formatted(name, protocol.level()));
            client.expectClosed();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0004 4d5154ff", "0004 4d510054", "0005 4d51545400", "00ff 4d515454"})
    void aProtocolNameThatIsNoStringClosesTheConnectionWithoutAnAnswer(String name) {
        broker.open(MQTT_5_0)
                .send("10 .. %s 05 02 003c 00 s'a'".formatted(name))
                .expectClosed();
    }

    @Test
    void thePacketsBehindARefusedVersionAreNotRead() {
        RawClient witness = broker.connect(MQTT_5_0, "watch").subscribe("#", 0);
        RawClient client = broker.open(MQTT_3_1_1);
        client.send("10 .. s'MQTT' 06 02 003c 00 s'a'", "10 .. @ 02 003c s'a'", "30 .. s'a' 'x'");
        assertThat(client.receiveUntilClosed())
                .extracting(ReceivedPacket::reasonCode)
                .containsExactly(1);
        witness.barrier();
    }
}
