package org.holdfast.engine.chapter4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;
import static org.holdfast.engine.testing.ReceivedPacket.PUBACK;
import static org.holdfast.engine.testing.ReceivedPacket.SUBACK;
import static org.holdfast.engine.testing.ReceivedPacket.UNSUBACK;

import java.util.List;
import java.util.stream.IntStream;
import org.holdfast.engine.conformance.Normative;
import org.holdfast.engine.message.PacketLimits;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.ReceivedPacket;
import org.holdfast.engine.testing.TestBroker;
import org.holdfast.engine.topic.TopicName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The longest and the deepest topics that there can be (section 4.7.3), and many subscriptions. */
class TopicLimitsTest {
    private static final int LONGEST = 65_535;
    private static final int TOPIC_NAME_INVALID = 0x90;

    @RegisterExtension
    final TestBroker broker =
            TestBroker.create().packetLimits(new PacketLimits(16 << 20, 128 << 10, 10_000, TopicName.MAXIMUM_LEVELS));

    static String[] longestTopics() {
        return new String[] {"x".repeat(LONGEST), "ä".repeat(LONGEST / 2), "a/b/" + "x".repeat(LONGEST - 4)};
    }

    @ParameterizedTest
    @MethodSource("longestTopics")
    @Normative("MQTT-4.7.3-3")
    void theLongestTopicIsRetainedAndDelivered(String topic) {
        RawClient publisher = broker.connect(MQTT_5_0, "publisher");
        RawClient live = broker.connect(MQTT_5_0, "live").subscribe(topic, 0);
        publisher.publishRetained(topic, 1, "x");
        live.expectPublish(topic, "x");
        broker.connect(MQTT_5_0, "late").subscribe("#", 0).expectPublish(topic, "x");
        assertThat(broker.store().payload(topic)).isEqualTo("x");
        live.unsubscribe(topic);
        publisher.publishRetained(topic, 1, "");
        live.expectNothingFrom(publisher);
    }

    static String[] deepTopics() {
        return new String[] {"/".repeat(LONGEST), "a/".repeat(LONGEST / 2) + "a", "/".repeat(5_000)};
    }

    @ParameterizedTest
    @MethodSource("deepTopics")
    void aVeryDeepTopicIsDeliveredOrRefusedWithAReason(String topic) {
        RawClient live = broker.connect(MQTT_5_0, "live").subscribe("#", 0);
        RawClient publisher = broker.connect(MQTT_5_0, "publisher");
        publisher.send("33 .. s'%s' 0001 [] 'x'".formatted(topic)); // PUBLISH QoS 1, RETAIN
        int reasonCode = publisher.expectType(PUBACK).reasonCode();
        assertThat(reasonCode).isIn(0, TOPIC_NAME_INVALID);
        List<String> delivered = reasonCode == 0 ? List.of(topic) : List.of();
        assertThat(live.receiveAllFrom(publisher))
                .extracting(ReceivedPacket::topic)
                .isEqualTo(delivered);
        RawClient late = broker.connect(MQTT_5_0, "late").subscribe("#", 0);
        assertThat(late.receiveAllFrom(publisher))
                .extracting(ReceivedPacket::topic)
                .isEqualTo(delivered);
        publisher.send("33 .. s'%s' 0002 []".formatted(topic)); // PUBLISH QoS 1, RETAIN, no payload
        publisher.expectAck(PUBACK, 2, reasonCode);
        assertThat(broker.store().count()).isZero();
    }

    @ParameterizedTest
    @MethodSource("deepTopics")
    void aVeryDeepFilterIsGrantedOrRefusedWithAReason(String topic) {
        int levels = topic.split("/", -1).length;
        RawClient publisher = broker.connect(MQTT_5_0, "publisher");
        int wildcards = Math.min(levels, LONGEST / 2); // each takes two bytes
        for (String filter : new String[] {topic, "+/".repeat(wildcards - 1) + "+", "+/".repeat(wildcards / 2) + "#"}) {
            RawClient subscriber = broker.connect(MQTT_5_0, "subscriber");
            subscriber.send("82 .. 0001 [] s'%s' 00".formatted(filter)); // SUBSCRIBE
            String code = subscriber.expectType(SUBACK).codes();
            assertThat(code).isIn("00", "8f");
            publisher.send("32 .. s'%s' 0001 [] 'x'".formatted(topic)); // PUBLISH QoS 1
            boolean taken = publisher.expectType(PUBACK).reasonCode() < 0x80;
            assertThat(subscriber.receiveAllFrom(publisher)).hasSize(taken && code.equals("00") ? 1 : 0);
            subscriber.send("a2 .. 0002 [] s'%s'".formatted(filter)).expectType(UNSUBACK); // UNSUBSCRIBE
        }
    }

    @Test
    void aDeepTopicDoesNotDisturbItsShallowParents() {
        String deep = "a/".repeat(30_000) + "b";
        RawClient publisher = broker.connect(MQTT_5_0, "publisher").publishRetained("a", 1, "shallow");
        publisher.send("33 .. s'%s' 0002 [] 'deep'".formatted(deep)).expectType(PUBACK); // PUBLISH QoS 1, RETAIN
        publisher.send("33 .. s'%s' 0003 []".formatted(deep)).expectType(PUBACK); // the same without payload
        broker.connect(MQTT_5_0, "subscriber").subscribe("#", 0).expectPublish("a", "shallow");
        assertThat(broker.broker().status().retained().count()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aPatternOfManyWildcardsIsAnsweredSoon(int step) {
        RawClient publisher = broker.connect(MQTT_5_0, "publisher");
        for (int i = 0; i < 200; i++) {
            publisher.publishRetained("a/".repeat(i * step) + "b", 1, "" + i);
        }
        RawClient subscriber = broker.connect(MQTT_5_0, "subscriber").subscribe("+/".repeat(100) + "#", 0);
        // those of at least 100 levels: # matches its parent too
        int expected =
                (int) IntStream.range(0, 200).filter(i -> i * step + 1 >= 100).count();
        assertThat(subscriber.receiveAllFrom(publisher)).hasSize(expected);
    }

    @Test
    void aSubscribeMayHaveThousandsOfFilters() {
        StringBuilder filters = new StringBuilder();
        for (int i = 0; i < 5_000; i++) {
            filters.append("s'topic/%d' 01 ".formatted(i));
        }
        RawClient subscriber = broker.connect(MQTT_5_0, "subscriber");
        subscriber.send("82 .. 0001 [] " + filters); // SUBSCRIBE
        assertThat(subscriber.expectType(SUBACK).codes().split(" "))
                .hasSize(5_000)
                .containsOnly("01");
        RawClient publisher = broker.connect(MQTT_5_0, "publisher").publish("topic/4999", 1, "x");
        subscriber.acknowledge(subscriber.expectPublish("topic/4999", 1, "x"));
        subscriber.expectNothingFrom(publisher);
    }

    @Test
    @Normative("MQTT-3.3.4-2")
    void aMessageComesAtMostOnceForEachMatchingSubscription() {
        RawClient subscriber = broker.connect(MQTT_5_0, "subscriber");
        for (int i = 0; i < 8; i++) {
            String filter =
                    "%s/%s/%s".formatted((i & 1) == 0 ? "+" : "a", (i & 2) == 0 ? "+" : "b", (i & 4) == 0 ? "#" : "c");
            subscriber.subscribe(filter, 1);
        }
        RawClient publisher = broker.connect(MQTT_5_0, "publisher");
        publisher.send("32 .. s'a/b/c' 0001 [] 'x'").expectAck(PUBACK, 1, 0); // PUBLISH QoS 1
        assertThat(subscriber.receiveAllFrom(publisher)).hasSizeBetween(1, 8);
    }
}
