package org.holdfast.engine.chapter2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_3_1_1;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;

import java.util.List;
import org.holdfast.engine.conformance.Normative;
import org.holdfast.engine.testing.Protocol;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.ReceivedPacket;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Malformed Packets and Protocol Errors on a live connection (section 4.13): the connection ends, the broker goes on. */
class MalformedPacketTest {
    @RegisterExtension
    static final TestBroker broker = TestBroker.create();

    @AfterEach
    void theBrokerGoesOn() {
        RawClient witness = broker.connect(MQTT_5_0, "witness").subscribe("#", 0);
        witness.publish("alive", 0, "yes").expectPublish("alive", "yes");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "00 00                          | 81 | packet type 0 is reserved",
                "60 02 0001                     | 81 | PUBREL with flags 0000 [MQTT-3.6.1-1]",
                "80 .. 0001 [] s'a' 00          | 81 | SUBSCRIBE with flags 0000 [MQTT-3.8.1-1]",
                "8a .. 0001 [] s'a' 00          | 81 | SUBSCRIBE with flags 1010 [MQTT-3.8.1-1]",
                "a0 .. 0001 [] s'a'             | 81 | UNSUBSCRIBE with flags 0000 [MQTT-3.10.1-1]",
                "41 02 0001                     | 81 | PUBACK with flags 0001 [MQTT-2.1.3-1]",
                "52 02 0001                     | 81 | PUBREC with flags 0010 [MQTT-2.1.3-1]",
                "72 02 0001                     | 81 | PUBCOMP with flags 0010 [MQTT-2.1.3-1]",
                "c1 00                          | 81 | PINGREQ with flags 0001 [MQTT-2.1.3-1]",
                "e2 00                          | 81 | DISCONNECT with flags 0010 [MQTT-3.14.1-1]",
                "36 .. s'a' 0001 [] 'x'         | 81 | QoS 3 [MQTT-3.3.1-4]",
                "38 .. s'a' [] 'x'              | 81 | DUP at QoS 0 [MQTT-3.3.1-2]",
                "32 .. s'a' 0000 [] 'x'         | 82 | PUBLISH with Packet Identifier 0 [MQTT-2.2.1-3]",
                "34 .. s'a' 0000 [] 'x'         | 82 | PUBLISH with Packet Identifier 0 [MQTT-2.2.1-3]",
                "82 .. 0000 [] s'a' 00          | 82 | SUBSCRIBE with Packet Identifier 0 [MQTT-2.2.1-3]",
                "a2 .. 0000 [] s'a'             | 82 | UNSUBSCRIBE with Packet Identifier 0 [MQTT-2.2.1-3]",
                "82 .. 0001 []                  | 82 | SUBSCRIBE without a filter [MQTT-3.8.3-2]",
                "a2 .. 0001 []                  | 82 | UNSUBSCRIBE without a filter [MQTT-3.10.3-2]",
                "82 .. 0001 [] s'a'             | 81 | SUBSCRIBE without options",
                "82 .. 0001 [] s'a' 03          | 82 | Maximum QoS 3",
                "82 .. 0001 [] s'a' 40          | 81 | reserved option bit 6 [MQTT-3.8.3-5]",
                "82 .. 0001 [] s'a' 80          | 81 | reserved option bit 7 [MQTT-3.8.3-5]",
                "30 .. 0002 c080 [] 'x'         | 81 | topic: overlong NUL [MQTT-1.5.4-1]",
                "30 .. 0001 00 [] 'x'           | 81 | topic: NUL [MQTT-4.7.3-2]",
                "30 .. 0003 eda080 [] 'x'       | 81 | topic: surrogate D800 [MQTT-1.5.4-1]",
                "30 .. 0003 edbfbf [] 'x'       | 81 | topic: surrogate DFFF [MQTT-1.5.4-1]",
                "30 .. 0001 ff [] 'x'           | 81 | topic: no UTF-8 [MQTT-3.3.2-1]",
                "30 .. 0002 c3 28 [] 'x'        | 81 | topic: broken sequence [MQTT-1.5.4-1]",
                "30 .. 0004 f4908080 [] 'x'     | 81 | topic: over U+10FFFF [MQTT-1.5.4-1]",
                "82 .. 0001 [] 0001 ff 00       | 81 | SUBSCRIBE filter: no UTF-8 [MQTT-3.8.3-1]",
                "82 .. 0001 [] 0003 'a' 00 'b' 00 | 81 | SUBSCRIBE filter: NUL [MQTT-1.5.4-2]",
                "a2 .. 0001 [] 0001 ff          | 81 | UNSUBSCRIBE filter: no UTF-8 [MQTT-3.10.3-1]",
                "30 ffffffff 01                 | 81 | Remaining Length of five bytes",
                "30 8400 0001 'a' 00            | 81 | Remaining Length not in its shortest form [MQTT-1.5.5-1]",
                "30 00                          | 81 | PUBLISH without a topic",
                "30 01 00                       | 81 | half a length",
                "30 05 00ff 'abc'               | 81 | topic longer than the packet",
                "32 .. s'a' 00                  | 81 | half a Packet Identifier",
                "40 00                          | 81 | PUBACK without Packet Identifier",
                "62 01 00                       | 81 | PUBREL with half a Packet Identifier",
                "82 01 00                       | 81 | SUBSCRIBE with half a Packet Identifier",
                "82 .. 0001 [] 00ff 'abc'       | 81 | filter longer than the packet",
                "c0 01 00                       | 81 | PINGREQ with a body",
            })
    @Normative(value = "MQTT-4.13.1-1", mqtt3 = "MQTT-4.8.0-1")
    void theConnectionEndsWithTheReason(String packet, String reasonCode, String why) {
        for (Protocol protocol : Protocol.values()) {
            RawClient client = broker.connect(protocol, "client").send(packet);
            client.expectDisconnect(Integer.parseInt(reasonCode, 16));
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "f1 00                                  | 81 | AUTH with flags 0001 [MQTT-3.15.1-1]",
                "82 .. 0001 [] s'a' 30                  | 82 | Retain Handling 3 [MQTT-3.3.1-11]",
                "30 .. s'a' [7f 00] 'x'                 | 81 | no such property",
                "30 .. s'a' [00] 'x'                    | 81 | no such property",
                "30 .. s'a' [11 00000001] 'x'           | 81 | Session Expiry Interval is not for PUBLISH",
                "82 .. 0001 [01 00] s'a' 00             | 81 | Payload Format Indicator is not for SUBSCRIBE",
                "30 .. s'a' [01 00 01 00] 'x'           | 82 | Payload Format Indicator twice",
                "30 .. s'a' [02 00000001 02 00000001]   | 82 | Message Expiry Interval twice",
                "30 .. s'a' [23 0001 23 0001]           | 82 | Topic Alias twice",
                "30 .. s'a' [03 s'x' 03 s'x']           | 82 | Content Type twice",
                "30 .. s'a' [08 s'x' 08 s'x']           | 82 | Response Topic twice",
                "30 .. s'a' [09 0001 00 09 0001 00]     | 82 | Correlation Data twice",
                "82 .. 0001 [0b 01 0b 02] s'a' 00       | 82 | Subscription Identifier twice",
                "82 .. 0001 [0b 00] s'a' 00             | 82 | Subscription Identifier 0",
                "30 .. s'a' [0b 01] 'x'                 | 82 | Subscription Identifier in a client's PUBLISH [MQTT-3.3.4-6]",
                "30 07 0001 'a' 20 01 00 00             | 81 | properties longer than the packet",
                "30 .. 0001 'a' 02 26 00                | 81 | properties end in the middle of one",
                "30 .. 0001 'a' ffffffff01              | 81 | property length of five bytes",
                "30 .. s'a' [26 0001 ff 0001 61] 'x'    | 81 | User Property: name is no UTF-8 [MQTT-1.5.7-1]",
                "30 .. s'a' [26 0001 61 0001 00] 'x'    | 81 | User Property: NUL in value [MQTT-1.5.7-1]",
                "30 .. s'a' [08 0001 ff] 'x'            | 81 | Response Topic: no UTF-8 [MQTT-3.3.2-13]",
                "30 .. s'a' [03 0001 ff] 'x'            | 81 | Content Type: no UTF-8 [MQTT-3.3.2-19]",
                "e0 .. 00 [21 0001]                     | 81 | Receive Maximum is not for DISCONNECT",
                "e0 .. 00 [11 00000000 11 00000000]     | 82 | Session Expiry Interval twice in DISCONNECT",
                "40 .. 0001 00 [26 0001]                | 81 | PUBACK whose properties end in the middle of one",
            })
    void wherePacketsHavePropertiesTheseAreReadStrictly(String packet, String reasonCode, String why) {
        broker.connect(MQTT_5_0, "client").send(packet).expectDisconnect(Integer.parseInt(reasonCode, 16));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "20 .. 00 00 []", // CONNACK
                "90 .. 0001 [] 00", // SUBACK
                "b0 .. 0001 [] {00}", // UNSUBACK
                "d0 00" // PINGRESP
            })
    void packetsThatOnlyABrokerSendsEndTheConnection(String packet) {
        for (Protocol protocol : Protocol.values()) {
            assertEndsWith(broker.connect(protocol, "client").send(packet), 0x81, 0x82);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"+", "#", "a/+/b", "a/#", "a+", "#a"})
    @Normative(
            value = {"MQTT-3.3.2-2", "MQTT-4.7.0-1"},
            mqtt3 = {"MQTT-3.3.2-2", "MQTT-4.7.1-1"})
    void aTopicNameWithAWildcardIsRefusedAndReachesNobody(String topic) {
        for (Protocol protocol : Protocol.values()) {
            RawClient witness = broker.connect(protocol, "watch").subscribe("#", 0);
            RawClient publisher =
                    broker.connect(protocol, "client").send("31 .. s'%s' [] 'x'".formatted(topic)); // PUBLISH
            assertEndsWith(publisher, 0x81, 0x82, 0x90);
            witness.barrier();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/+", "#"})
    void aResponseTopicWithAWildcardIsRefused(String responseTopic) {
        RawClient publisher = broker.connect(MQTT_5_0, "client");
        publisher.send("30 .. s'a' [08 s'%s'] 'x'".formatted(responseTopic)); // PUBLISH
        assertEndsWith(publisher, 0x81, 0x82, 0x90); // [MQTT-3.3.2-14]
    }

    @ParameterizedTest
    @ValueSource(strings = {"30 .. s'' [] 'x'", "32 .. s'' 0001 [] 'x'"})
    @Normative(value = "MQTT-4.7.3-1", mqtt3 = "MQTT-4.7.3-1")
    void anEmptyTopicNameIsRefused(String publish) {
        for (Protocol protocol : Protocol.values()) {
            assertEndsWith(broker.connect(protocol, "client").send(publish), 0x82);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"f0 00", "82 .. 0001 s'a' 04", "82 .. 0001 s'a' 08", "82 .. 0001 s'a' 10"})
    void whatIsNewInMqtt5IsMalformedBeforeIt(String packet) {
        broker.connect(MQTT_3_1_1, "client").send(packet).expectClosed(); // [MQTT-3.8.3-4] of 3.1.1
    }

    private static void assertEndsWith(RawClient client, Integer... reasonCodes) {
        List<ReceivedPacket> packets = client.receiveUntilClosed();
        if (client.protocol().hasProperties()) {
            assertThat(packets).singleElement().satisfies(disconnect -> {
                assertThat(disconnect.type()).isEqualTo(ReceivedPacket.DISCONNECT);
                assertThat(disconnect.reasonCode()).isIn((Object[]) reasonCodes);
            });
        } else {
            assertThat(packets).isEmpty();
        }
    }
}
