package org.holdfast.engine.chapter3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_3_1_1;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;

import org.holdfast.engine.conformance.Normative;
import org.holdfast.engine.testing.ExternalBroker;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.ReceivedPacket;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The properties of a PUBLISH that reach its receivers unchanged (section 3.3.2.3). */
@Tag(ExternalBroker.TAG)
class PropertiesPassThroughTest {
    @RegisterExtension
    final TestBroker broker = TestBroker.create();

    private static String propertiesOf(ReceivedPacket publish) {
        return publish.properties().all().toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // none
                "01 00", // Payload Format Indicator 0, which is not the same as none
                "01 01", // Payload Format Indicator 1
                "03 s'text/plain; charset=utf-8'", // Content Type
                "03 s''", // an empty one
                "08 s'reply/to/me'", // Response Topic
                "08 s'réponse/à/😀 '",
                "09 0004 00ff8001", // Correlation Data
                "09 0000", // empty
                "26 s'key' s'value'", // User Property
                "26 s'' s''",
                "26 s'b' s'1' 26 s'a' s'2' 26 s'b' s'3' 26 s'b' s'1'", // in this order
                "26 s'\uFEFFbom' s'Grüße 😀'" // [MQTT-1.5.4-3]
            })
    @Normative({"MQTT-3.3.2-4", "MQTT-3.3.2-15", "MQTT-3.3.2-16", "MQTT-3.3.2-17", "MQTT-3.3.2-18", "MQTT-3.3.2-20"})
    void aPropertyArrivesByteForByte(String property) {
        RawClient subscriber = broker.connect(MQTT_5_0, "subscriber").subscribe("a", 0);
        RawClient publisher = broker.connect(MQTT_5_0, "publisher");
        publisher.send("31 .. s'a' [%s] 'x'".formatted(property)); // PUBLISH, RETAIN
        subscriber.expect("30 .. s'a' [%s] 'x'".formatted(property));
        RawClient late = broker.connect(MQTT_5_0, "late").subscribe("a", 0);
        late.expect("31 .. s'a' [%s] 'x'".formatted(property)); // the retained message has it too
    }

    @Test
    @Normative({"MQTT-3.3.2-4", "MQTT-3.3.2-15", "MQTT-3.3.2-16", "MQTT-3.3.2-17", "MQTT-3.3.2-18", "MQTT-3.3.2-20"})
    void allPropertiesArriveTogetherAtEachQos() {
        for (int qos = 0; qos <= 2; qos++) {
            RawClient subscriber = broker.connect(MQTT_5_0, "subscriber").subscribe("a", qos);
            String id = qos == 0 ? "" : "0001";
            broker.connect(MQTT_5_0, "publisher").send("""
                    %02x .. s'a' %s
                    [ 26 s'k' s'1' 01 01 09 0002 0102 03 s'text' 26 s'k' s'2' 08 s'reply' ]
                    'x'
                    """.formatted(0x30 | qos << 1, id));
            ReceivedPacket publish = subscriber.expectPublish("a", qos, "x");
            assertThat(publish.properties().number(0x01)).isEqualTo(1);
            assertThat(publish.properties().text(0x03)).isEqualTo("text");
            assertThat(publish.properties().text(0x08)).isEqualTo("reply");
            assertThat(publish.properties().hex(0x09)).containsExactly("00020102");
            assertThat(publish.properties().hex(0x26)).containsExactly("00016b000131", "00016b000132");
        }
    }

    @Test
    void aMessageWithoutPropertiesArrivesWithAnEmptySection() {
        RawClient subscriber = broker.connect(MQTT_5_0, "subscriber").subscribe("a", 0);
        broker.connect(MQTT_5_0, "publisher").publish("a", 0, "x");
        subscriber.expect("30 05 0001 'a' 00 'x'"); // [MQTT-2.2.2-1] [MQTT-2.2.1-2] [MQTT-4.3.1-1]
    }

    @Test
    void aSubscriberOfAnEarlierVersionGetsTheMessageWithoutProperties() {
        RawClient subscriber = broker.connect(MQTT_3_1_1, "subscriber").subscribe("a", 1);
        RawClient publisher = broker.connect(MQTT_5_0, "publisher");
        publisher.send("32 .. s'a' 0001 [01 01 26 s'k' s'v'] 'x'").expectAck(ReceivedPacket.PUBACK, 1); // PUBLISH
        subscriber.expect("32 .. s'a' ____ 'x'");
    }

    @Test
    void aMessageOfAnEarlierVersionHasNoProperties() {
        RawClient subscriber = broker.connect(MQTT_5_0, "subscriber").subscribe("a", 0);
        broker.connect(MQTT_3_1_1, "publisher").publish("a", 0, "x");
        assertThat(propertiesOf(subscriber.expectPublish("a", "x"))).isEqualTo("[]");
    }

    @Test
    @Normative({"MQTT-3.3.2-17", "MQTT-3.3.2-18"})
    void thousandsOfUserPropertiesArrive() {
        RawClient subscriber = broker.connect(MQTT_5_0, "subscriber").subscribe("a", 0);
        StringBuilder properties = new StringBuilder();
        for (int i = 0; i < 2_000; i++) {
            properties.append("26 s'key' s'%d' ".formatted(i));
        }
        broker.connect(MQTT_5_0, "publisher").send("30 .. s'a' [%s] 'x'".formatted(properties)); // PUBLISH
        subscriber.expect("30 .. s'a' [%s] 'x'".formatted(properties));
    }
}
