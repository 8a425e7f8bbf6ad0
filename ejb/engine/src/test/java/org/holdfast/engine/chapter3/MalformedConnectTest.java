package org.holdfast.engine.chapter3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_3_1;
import static org.holdfast.engine.testing.Protocol.MQTT_3_1_1;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;

import org.holdfast.engine.testing.Protocol;
import org.holdfast.engine.testing.ReceivedPacket;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A CONNECT that breaks a rule of section 3.1: in MQTT 5.0 CONNACK says so, before it the connection just ends. */
class MalformedConnectTest {
    @RegisterExtension
    static final TestBroker broker = TestBroker.create();

    @AfterEach
    void theBrokerGoesOn() {
        broker.connect(MQTT_5_0, "witness").barrier();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "03 0000 [] s'a'                            | 81 | the reserved flag is set [MQTT-3.1.2-3]",
                "0a 0000 [] s'a'                            | 81 | Will QoS without Will [MQTT-3.1.2-11]",
                "22 0000 [] s'a'                            | 81 | Will Retain without Will [MQTT-3.1.2-13]",
                "1e 0000 [] s'a' [] s'w' s'x'               | 81 | Will QoS 3 [MQTT-3.1.2-12]",
                "06 0000 [] s'a'                            | 81 | Will without its fields [MQTT-3.1.2-9]",
                "06 0000 [] s'a' [] s'w'                    | 81 | Will without its payload [MQTT-3.1.2-9]",
                "82 0000 [] s'a'                            | 81 | User Name Flag without User Name [MQTT-3.1.2-17]",
                "c2 0000 [] s'a' s'user'                    | 81 | Password Flag without Password [MQTT-3.1.2-19]",
                "02 0000 [] s'a' s'user'                    | 81 | User Name without its flag [MQTT-3.1.2-16]",
                "82 0000 [] s'a' s'user' s'password'        | 81 | Password without its flag [MQTT-3.1.2-18]",
                "02 0000 []                                 | 81 | no Client Identifier [MQTT-3.1.3-3]",
                "02 0000 [] 0001 ff                         | 81 | Client Identifier: no UTF-8 [MQTT-3.1.3-4]",
                "02 0000 [] 0001 00                         | 81 | Client Identifier: NUL [MQTT-1.5.4-2]",
                "06 0000 [] s'a' [] 0001 ff s'x'            | 81 | Will Topic: no UTF-8 [MQTT-3.1.3-11]",
                "82 0000 [] s'a' 0002 c328                  | 81 | User Name: no UTF-8 [MQTT-3.1.3-12]",
                "02 00                                      | 81 | half a Keep Alive",
                "02                                         | 81 | no Keep Alive",
            })
    void itIsRefusedWithTheReason(String afterVersion, String reasonCode, String why) {
        // [MQTT-3.1.4-1] and those of the fields
        broker.open(MQTT_5_0).send("10 .. @ " + afterVersion).expectRefused(Integer.parseInt(reasonCode, 16));
        broker.open(MQTT_3_1_1).send("10 .. @ " + afterVersion).expectClosed();
        broker.open(MQTT_3_1).send("10 .. @ " + afterVersion).expectClosed();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "02 0000 [7f 00] s'a'                           | 81 | no such property",
                "02 0000 [01 00] s'a'                           | 81 | Payload Format Indicator is not for CONNECT",
                "02 0000 [11 00000001 11 00000001] s'a'         | 82 | Session Expiry Interval twice",
                "02 0000 [21 0001 21 0001] s'a'                 | 82 | Receive Maximum twice",
                "02 0000 [17 02] s'a'                           | 82 | Request Problem Information is 0 or 1",
                "02 0000 [19 02] s'a'                           | 82 | Request Response Information is 0 or 1",
                "02 0000 [16 0001 00] s'a'                      | 82 | Authentication Data without a method",
                "06 0000 [] s'a' [18 00000001 18 00000001] s'w' s'x' | 82 | Will Delay Interval twice",
                "06 0000 [] s'a' [11 00000001] s'w' s'x'        | 81 | Session Expiry Interval is not for a Will",
                "06 0000 [] s'a' [26 0001 ff s'v'] s'w' s'x'    | 81 | User Property of the Will: no UTF-8 [MQTT-1.5.7-1]",
                "02 0000 [26 s'k' 0001 00] s'a'                 | 81 | User Property: NUL [MQTT-1.5.7-1]",
                "02 0000 ff                                     | 81 | properties longer than the packet",
            })
    void itsPropertiesAreReadStrictly(String afterVersion, String reasonCode, String why) {
        broker.open(MQTT_5_0).send("10 .. @ " + afterVersion).expectRefused(Integer.parseInt(reasonCode, 16));
    }

    @ParameterizedTest
    @ValueSource(strings = {"w/+", "#", ""})
    void aWillTopicThatIsNoneIsRefused(String willTopic) {
        for (Protocol protocol : Protocol.values()) {
            var client =
                    broker.open(protocol).send("10 .. @ 06 0000 [] s'a' [] s'%s' s'x'".formatted(willTopic)); // CONNECT
            assertThat(client.receiveUntilClosed())
                    .hasSize(protocol.hasProperties() ? 1 : 0)
                    .extracting(ReceivedPacket::reasonCode)
                    .isSubsetOf(0x81, 0x82, 0x90);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10 00", "10 01 00", "10 02 0004", "10 ffffffff01", "11 .. @ 02 0000 [] s'a'", "10 .. 0004 'MQ'"
            })
    void whatIsNoConnectAtAllJustEnds(String packet) {
        assertThat(broker.open(MQTT_5_0).send(packet).receiveUntilClosed())
                .hasSizeLessThanOrEqualTo(1)
                .allSatisfy(connAck -> assertThat(connAck.type() + connAck.reasonCode())
                        .isEqualTo(ReceivedPacket.CONNACK + 0x81)); // [MQTT-3.14.0-1]
    }

    @Test
    void aPasswordWithoutAUserNameIsMalformedBeforeMqtt5() {
        broker.open(MQTT_3_1_1).send("10 .. @ 42 0000 s'a' s'password'").expectClosed(); // [MQTT-3.1.2-22] of 3.1.1
    }
}
