package org.holdfast.engine.chapter2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_3_1_1;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;

import java.util.List;
import org.holdfast.engine.conformance.Normative;
import org.holdfast.engine.testing.Breach;
import org.holdfast.engine.testing.ExternalBroker;
import org.holdfast.engine.testing.Protocol;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.ReceivedPacket;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Content of packets that the standard forbids (section 4.13): the connection ends with the reason, the broker goes on. */
@Tag(ExternalBroker.TAG)
class MalformedPacketTest {
    @RegisterExtension
    static final TestBroker broker = TestBroker.create();

    @AfterEach
    void theBrokerGoesOn() {
        RawClient witness = broker.connect(MQTT_5_0, "witness").subscribe("#", 0);
        witness.publish("alive", 0, "yes").expectPublish("alive", "yes");
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "82 .. 0001 []                    | 82 | SUBSCRIBE without a filter",
                "a2 .. 0001 []                    | 82 | UNSUBSCRIBE without a filter",
                "82 .. 0001 [] s'a' 03            | 82 | Maximum QoS 3",
                "30 05 00ff 'abc'                 | 81 | topic longer than the packet",
                "82 .. 0001 [] 00ff 'abc'         | 81 | filter longer than the packet",
                "a2 .. 0001 [] 00ff 'abc'         | 81 | filter longer than the packet",
            })
    @Normative(
            value = {"MQTT-3.8.3-2", "MQTT-3.10.3-2", "MQTT-4.13.1-1"},
            mqtt3 = {"MQTT-3.8.3-3", "MQTT-3.10.3-2", "MQTT-4.8.0-1"})
    void theConnectionEndsWithTheReason(String packet, String reasonCode, String why) {
        for (Protocol protocol : Protocol.values()) {
            new Breach(protocol, packet).endsWith(Integer.parseInt(reasonCode, 16), broker);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"s'a' 40", "s'a' 80", "s'a' 00 s'b' c1"})
    @Normative(value = "MQTT-3.8.3-5", mqtt3 = "MQTT-3.8.3-4")
    void reservedOptionsAreMalformed(String filters) {
        for (Protocol protocol : new Protocol[] {MQTT_3_1_1, MQTT_5_0}) { // MQTT 3.1 does not use these bits
            new Breach(protocol, "82 .. 0001 [] " + filters).endsWith(0x81, broker); // SUBSCRIBE
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0x30, 0x31, 0x32, 0x3C})
    @Normative("MQTT-3.3.1-11")
    void retainHandling3IsAProtocolError(int options) {
        new Breach(MQTT_5_0, "82 .. 0001 [] s'a' %02x".formatted(options)).endsWith(0x82, broker); // SUBSCRIBE
    }

    @ParameterizedTest
    @ValueSource(ints = {0x04, 0x08, 0x10, 0x20, 0x3D})
    @Normative(mqtt3 = "MQTT-3.8.3-4")
    void theOptionsOfMqtt5AreReservedBitsBeforeIt(int options) {
        new Breach(MQTT_3_1_1, "82 .. 0001 s'a' %02x".formatted(options)).endsWith(0x81, broker); // SUBSCRIBE
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
    @Normative("MQTT-3.3.2-14")
    void aResponseTopicWithAWildcardIsRefusedAndReachesNobody(String responseTopic) {
        RawClient witness = broker.connect(MQTT_5_0, "watch").subscribe("#", 0);
        RawClient publisher = broker.connect(MQTT_5_0, "client");
        publisher.send("30 .. s'a' [08 s'%s'] 'x'".formatted(responseTopic)); // PUBLISH
        assertEndsWith(publisher, 0x81, 0x82, 0x90);
        witness.barrier();
    }

    @ParameterizedTest
    @ValueSource(strings = {"30 .. s'' [] 'x'", "32 .. s'' 0001 [] 'x'"})
    @Normative(value = "MQTT-4.7.3-1", mqtt3 = "MQTT-4.7.3-1")
    void anEmptyTopicNameIsRefused(String publish) {
        for (Protocol protocol : Protocol.values()) {
            assertEndsWith(broker.connect(protocol, "client").send(publish), 0x82);
        }
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
