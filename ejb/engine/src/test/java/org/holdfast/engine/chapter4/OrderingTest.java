package org.holdfast.engine.chapter4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;
import static org.holdfast.engine.testing.ReceivedPacket.PUBACK;
import static org.holdfast.engine.testing.ReceivedPacket.PUBREC;
import static org.holdfast.engine.testing.ReceivedPacket.PUBREL;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.holdfast.engine.conformance.Normative;
import org.holdfast.engine.testing.ExternalBroker;
import org.holdfast.engine.testing.Protocol;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.ReceivedPacket;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Message ordering (section 4.6): each topic is an Ordered Topic. */
@Tag(ExternalBroker.TAG)
class OrderingTest {
    @RegisterExtension
    final TestBroker broker = TestBroker.create();

    @ParameterizedTest
    @CsvSource({
        "0, a/b, a/b",
        "1, a/b, a/b",
        "2, a/b, a/b",
        "0, a/#, a/b",
        "1, +/b, a/b",
        "2, #, a/b",
        "1, $x/#, $x/y",
        "2, ///, ///"
    })
    @Normative(
            value = {"MQTT-4.6.0-5", "MQTT-4.6.0-6"},
            mqtt3 = {"MQTT-4.6.0-5", "MQTT-4.6.0-6"})
    void eachTopicIsOrderedForEachPlainSubscription(int qos, String filter, String topic) {
        for (Protocol protocol : Protocol.values()) {
            RawClient subscriber = broker.connect(protocol, "subscriber").subscribe(filter, qos);
            RawClient publisher = broker.connect(protocol, "publisher");
            publisher.send(burst(qos, topic, 500));
            for (int i = 0; i < 500; i++) {
                subscriber.expectPublish(topic, qos, "" + i);
            }
            publisher.close();
        }
    }

    private static String[] burst(int qos, String topic, int count) {
        String[] burst = new String[count];
        Arrays.setAll(burst, i -> "3%x .. s'%s' %s [] '%d'"
                .formatted(qos << 1, topic, qos == 0 ? "" : "%04x".formatted(i + 1), i)); // PUBLISH
        return burst;
    }

    @Test
    @Normative("MQTT-4.6.0-5")
    void aBurstArrivesInItsOrderThroughASmallWindow() {
        RawClient subscriber = broker.open(MQTT_5_0);
        subscriber.send("10 .. @ 02 0000 [21 0003] s'subscriber'"); // CONNECT, Receive Maximum 3
        subscriber.expectAccepted(false);
        subscriber.subscribe("a", 1);
        RawClient publisher = broker.connect(MQTT_5_0, "publisher").send(burst(1, "a", 500));
        for (int i = 0; i < 500; i++) {
            publisher.expectAck(PUBACK, i + 1);
            subscriber.acknowledge(subscriber.expectPublish("a", 1, "" + i));
        }
    }

    @Test
    @Normative("MQTT-4.6.0-5")
    void severalPublishersEachKeepTheirOrder() {
        RawClient subscriber = broker.connect(MQTT_5_0, "subscriber").subscribe("+", 1);
        RawClient[] publishers = new RawClient[4];
        Arrays.setAll(publishers, p -> broker.connect(MQTT_5_0, "publisher" + p));
        for (int i = 0; i < 100; i++) {
            for (int p = 0; p < 4; p++) {
                publishers[p].send("32 .. s'%d' %04x [] '%d'".formatted(p, i + 1, i)); // PUBLISH QoS 1
            }
        }
        Map<String, Integer> next = new HashMap<>();
        for (int i = 0; i < 400; i++) {
            ReceivedPacket publish = subscriber.expectType(ReceivedPacket.PUBLISH);
            int expected = next.merge(publish.topic(), 1, Integer::sum) - 1;
            assertThat(publish.payload()).isEqualTo("" + expected);
            subscriber.acknowledge(publish);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Normative(mqtt3 = "MQTT-4.6.0-6")
    void acknowledgementsComeInTheOrderOfThePublishes(Protocol protocol) {
        RawClient publisher = broker.connect(protocol, "publisher");
        publisher.send(
                "32 .. s'a' 0005 [] ''", // PUBLISH QoS 1
                "33 .. s'a' 0002 [] 'kept'", // PUBLISH QoS 1, RETAIN: acknowledged after its commit
                "32 .. s'a' 0009 [] ''",
                "34 .. s'a' 0001 [] ''", // PUBLISH QoS 2
                "32 .. s'a' 0007 [] ''");
        publisher.expectAck(PUBACK, 5);
        publisher.expectAck(PUBACK, 2);
        publisher.expectAck(PUBACK, 9);
        publisher.expectAck(PUBREC, 1);
        publisher.expectAck(PUBACK, 7);
    }

    @ParameterizedTest
    @EnumSource
    @Normative(mqtt3 = "MQTT-4.6.0-6")
    void pubRelsComeInTheOrderOfThePubRecs(Protocol protocol) {
        RawClient subscriber = broker.connect(protocol, "subscriber").subscribe("a", 2);
        broker.connect(protocol, "publisher")
                .publish("a", 2, "1")
                .publish("a", 2, "2")
                .publish("a", 2, "3");
        int[] ids = new int[3];
        for (int i = 0; i < 3; i++) {
            ids[i] = subscriber.expectPublish("a", 2, "" + (i + 1)).packetId();
        }
        for (int id : ids) {
            subscriber.send("50 02 %04x".formatted(id)); // PUBREC
        }
        for (int id : ids) {
            subscriber.expectAck(PUBREL, id);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MQTT_3_1_1", "MQTT_5_0"})
    @Normative(value = "MQTT-4.6.0-5", mqtt3 = "MQTT-4.6.0-6")
    void whatIsSentAgainKeepsTheOrderOfItsFirstSending(Protocol protocol) {
        RawClient subscriber = broker.resume(protocol, "subscriber", false).subscribe("a", 2);
        RawClient publisher = broker.connect(protocol, "publisher");
        for (int i = 0; i < 20; i++) {
            publisher.publish("a", 1 + i % 2, "" + i);
            subscriber.expectPublish("a", "" + i);
        }
        subscriber.close();
        RawClient again = broker.resume(protocol, "subscriber", true);
        for (int i = 0; i < 20; i++) {
            assertThat(again.expectPublish("a", 1 + i % 2, "" + i).dup()).isTrue();
        }
    }
}
