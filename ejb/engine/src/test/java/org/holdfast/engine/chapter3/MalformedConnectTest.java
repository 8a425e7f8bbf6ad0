package org.holdfast.engine.chapter3;

import static org.holdfast.engine.testing.Protocol.MQTT_3_1;
import static org.holdfast.engine.testing.Protocol.MQTT_3_1_1;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;

import org.holdfast.engine.conformance.Normative;
import org.holdfast.engine.testing.Breach;
import org.holdfast.engine.testing.ExternalBroker;
import org.holdfast.engine.testing.PropertySection;
import org.holdfast.engine.testing.Protocol;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A CONNECT that breaks a rule of section 3.1: in MQTT 5.0 CONNACK says so, before it the connection just ends. */
@Tag(ExternalBroker.TAG)
class MalformedConnectTest {
    @RegisterExtension
    static final TestBroker broker = TestBroker.create();

    @AfterEach
    void theBrokerGoesOn() {
        broker.connect(MQTT_5_0, "witness").barrier();
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "02 0000 [] s'a' [] s'w' s'x'               | a Will without its flag",
                "0a 0000 [] s'a' [] s'w' s'x'               | a Will with its QoS and without its flag",
                "1e 0000 [] s'a' [] s'w' s'x'               | Will QoS 3",
                "3e 0000 [] s'a' [] s'w' s'x'               | Will QoS 3 with Will Retain",
                "06 0000 [] s'a'                            | Will Flag without a Will",
                "06 0000 [] s'a' []                         | Will Flag without Will Topic and Payload",
                "06 0000 [] s'a' [] s'w'                    | Will Flag without Will Payload",
                "02 0000 [] s'a' s'user'                    | User Name without its flag",
                "82 0000 [] s'a' s'user' s'password'        | Password without its flag",
                "02 0000 [] s'a' s'user' s'password'        | both without their flags",
                "02 0000 []                                 | no Client Identifier",
                "06 0000 [] [] s'w' s'x'                    | no Client Identifier before the Will",
                "02 00                                      | half a Keep Alive",
                "02                                         | no Keep Alive",
            })
    @Normative(
            value = {
                "MQTT-3.1.2-3",
                "MQTT-3.1.2-9",
                "MQTT-3.1.2-11",
                "MQTT-3.1.2-12",
                "MQTT-3.1.2-13",
                "MQTT-3.1.2-16",
                "MQTT-3.1.2-17",
                "MQTT-3.1.2-18",
                "MQTT-3.1.2-19",
                "MQTT-3.1.3-3",
                "MQTT-3.1.4-1"
            },
            mqtt3 = {
                "MQTT-3.1.2-3",
                "MQTT-3.1.2-9",
                "MQTT-3.1.2-11",
                "MQTT-3.1.2-13",
                "MQTT-3.1.2-14",
                "MQTT-3.1.2-15",
                "MQTT-3.1.2-18",
                "MQTT-3.1.2-19",
                "MQTT-3.1.2-20",
                "MQTT-3.1.2-21",
                "MQTT-3.1.3-3",
                "MQTT-3.1.4-1"
            })
    void itIsRefusedAsMalformed(String afterVersion, String why) {
        for (Protocol protocol : Protocol.values()) {
            new Breach(protocol, "10 .. @ " + afterVersion).endsWith(0x81, broker);
        }
    }

    /** Its section 3.1 lets unused bits be, and the end of the packet count more than the flags of User Name and Password. */
    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "03 0000 [] s'a'                            | the reserved flag is set",
                "01 0000 [] s'a'                            | the reserved flag is set, without Clean Start",
                "0a 0000 [] s'a'                            | Will QoS 1 without Will",
                "12 0000 [] s'a'                            | Will QoS 2 without Will",
                "1a 0000 [] s'a'                            | Will QoS 3 without Will",
                "22 0000 [] s'a'                            | Will Retain without Will",
                "3a 0000 [] s'a'                            | Will Retain and Will QoS without Will",
                "82 0000 [] s'a'                            | User Name Flag without User Name",
                "86 0000 [] s'a' [] s'w' s'x'               | User Name Flag without User Name, behind a Will",
                "c2 0000 [] s'a' s'user'                    | Password Flag without Password",
            })
    @Normative(
            value = {"MQTT-3.1.2-3", "MQTT-3.1.2-11", "MQTT-3.1.2-13", "MQTT-3.1.2-17", "MQTT-3.1.2-19", "MQTT-3.1.4-1"
            },
            mqtt3 = {
                "MQTT-3.1.2-3",
                "MQTT-3.1.2-11",
                "MQTT-3.1.2-13",
                "MQTT-3.1.2-15",
                "MQTT-3.1.2-19",
                "MQTT-3.1.2-21",
                "MQTT-3.1.4-1"
            })
    void itIsRefusedSinceMqtt311AndNotBefore(String afterVersion, String why) {
        String connect = "10 .. @ " + afterVersion;
        new Breach(MQTT_3_1_1, connect).endsWith(0x81, broker);
        new Breach(MQTT_5_0, connect).endsWith(0x81, broker);
        RawClient older = broker.open(MQTT_3_1).send(connect);
        older.expectAccepted();
        older.barrier().disconnect();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e 0000 s'a' s'w' s'x'",
                "c6 0000 s'a' s'w'",
                "c2 0000 s'a' 0005 'us'",
                "42 0000 s'a' s'password'"
            })
    void whatMqtt31UsesIsCheckedThereToo(String afterVersion) {
        new Breach(MQTT_3_1, "10 .. @ " + afterVersion).endsWith(0x81, broker);
    }

    @Test
    @Normative("MQTT-3.1.2-9")
    void aWillWithoutWillPropertiesIsMalformedInMqtt5() {
        new Breach(MQTT_5_0, "10 .. @ 06 0000 [] s'a' s'w' s'x'").endsWith(0x81, broker);
    }

    @ParameterizedTest
    @ValueSource(strings = {"w/+", "#", ""})
    @Normative(value = "MQTT-3.1.4-1", mqtt3 = "MQTT-3.1.4-1")
    void aWillTopicThatIsNoneIsRefused(String willTopic) {
        for (Protocol protocol : Protocol.values()) {
            String connect = "10 .. @ 06 0000 [] s'a' [] s'%s' s'x'".formatted(willTopic);
            new Breach(protocol, connect).endsWith(0x90, broker); // Topic Name invalid
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"w/+", "#", ""})
    void aResponseTopicOfAWillThatIsNoneIsRefused(String responseTopic) {
        new Breach(MQTT_5_0, PropertySection.WILL.with("08 s'%s'".formatted(responseTopic))).endsWith(0x82, broker);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10 00", "10 01 00", "10 02 0004", "10 ffffffff01", "10 .. 0004 'MQ'", "10 .. 0004 'MQTT'"})
    @Normative(value = "MQTT-3.1.4-1", mqtt3 = "MQTT-3.1.4-1")
    void whatDoesNotSayWhichVersionItIsJustEnds(String packet) {
        broker.open(MQTT_5_0).send(packet).expectClosed();
    }

    @ParameterizedTest
    @EnumSource(names = {"MQTT_3_1", "MQTT_3_1_1"})
    @Normative(mqtt3 = {"MQTT-3.1.2-22", "MQTT-3.1.4-1"})
    void aPasswordWithoutAUserNameIsMalformedBeforeMqtt5(Protocol protocol) {
        broker.open(protocol).send("10 .. @ 42 0000 s'a' s'password'").expectClosed();
    }
}
