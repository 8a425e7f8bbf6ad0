package org.holdfast.engine.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;

import java.util.List;
import java.util.stream.Stream;
import org.holdfast.engine.conformance.Normative;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.testing.Protocol;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.ReceivedPacket;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Retained messages and subscriptions (sections 3.3.1.3 and 3.8.3.1). */
class RetainedTest {
    private static final int RETAIN_HANDLING_1 = 0x10;
    private static final int RETAIN_HANDLING_2 = 0x20;

    @RegisterExtension
    final TestBroker broker = TestBroker.create();

    private RawClient publisher(Protocol protocol) {
        return broker.connect(protocol, "publisher");
    }

    private RawClient subscriber(Protocol protocol, String filter, int options) {
        return broker.connect(protocol, "subscriber").subscribe(filter, options);
    }

    static Stream<Arguments> allPairsOfQos() {
        return Stream.of(Protocol.values()).flatMap(protocol -> Stream.of(0, 1, 2)
                .flatMap(published -> Stream.of(0, 1, 2).map(granted -> Arguments.of(protocol, published, granted))));
    }

    @ParameterizedTest
    @MethodSource("allPairsOfQos")
    @Normative(
            value = "MQTT-3.3.1-5",
            mqtt3 = {"MQTT-3.3.1-5", "MQTT-3.3.1-6", "MQTT-3.3.1-8"})
    void aNewSubscriptionGetsTheRetainedMessageAtTheLesserQos(Protocol protocol, int published, int granted) {
        publisher(protocol).publishRetained("a/b", published, "kept").barrier();
        RawClient subscriber = subscriber(protocol, "a/+", granted);
        ReceivedPacket publish = subscriber.expectPublish("a/b", Math.min(published, granted), "kept");
        assertThat(publish.retain()).isTrue();
        assertThat(publish.dup()).isFalse();
        subscriber.acknowledge(publish).barrier();
    }

    @ParameterizedTest
    @EnumSource
    @Normative(
            value = "MQTT-3.3.1-5",
            mqtt3 = {"MQTT-3.3.1-5", "MQTT-3.3.1-6", "MQTT-3.3.1-7"})
    void theLatestMessageIsTheOneThatIsRetained(Protocol protocol) {
        publisher(protocol)
                .publishRetained("a", 1, "1")
                .publishRetained("a", 2, "2")
                .publishRetained("a", 0, "3")
                .barrier();
        RawClient subscriber = subscriber(protocol, "a", 2);
        subscriber.expectPublish("a", 0, "3");
        subscriber.barrier();
    }

    @ParameterizedTest
    @EnumSource
    @Normative(
            value = {"MQTT-3.3.1-6", "MQTT-3.3.1-7"},
            mqtt3 = {"MQTT-3.3.1-10", "MQTT-3.3.1-11"})
    void anEmptyPayloadClearsTheTopicAndReachesLiveSubscribers(Protocol protocol) {
        RawClient publisher = publisher(protocol).publishRetained("a", 1, "kept");
        RawClient live = broker.connect(protocol, "live").subscribe("a", 0);
        live.expectPublish("a", "kept");
        publisher.publishRetained("a", 1, "");
        live.expect("30 .. s'a' []");
        subscriber(protocol, "a", 0).barrier();
        broker.store().awaitCount(0);
    }

    @ParameterizedTest
    @EnumSource
    @Normative(value = "MQTT-3.3.1-7", mqtt3 = "MQTT-3.3.1-11")
    void anEmptyPayloadIsNeverRetained(Protocol protocol) {
        publisher(protocol).publishRetained("a", 1, "");
        subscriber(protocol, "#", 0).barrier();
        assertThat(broker.store().count()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    @Normative(value = "MQTT-3.3.1-8", mqtt3 = "MQTT-3.3.1-12")
    void aMessageWithoutRetainLeavesTheTopicAsItWas(Protocol protocol) {
        RawClient publisher = publisher(protocol).publishRetained("filled", 1, "kept");
        publisher.publish("filled", 1, "fleeting").publish("filled", 1, "").publish("empty", 1, "fleeting");
        RawClient subscriber = subscriber(protocol, "#", 0);
        subscriber.expectPublish("filled", "kept");
        subscriber.barrier();
    }

    @ParameterizedTest
    @EnumSource
    @Normative(mqtt3 = "MQTT-3.1.2-7")
    void retainedMessagesOutliveTheirPublishersSession(Protocol protocol) {
        publisher(protocol).publishRetained("a", 1, "kept").disconnect();
        broker.connect(protocol, "publisher").disconnect(); // a clean session of the same client
        subscriber(protocol, "a", 0).expectPublish("a", "kept");
    }

    @ParameterizedTest
    @CsvSource({
        "#,       a a/b a/b/c /",
        "+,       a",
        "a/#,     a a/b a/b/c",
        "a/+,     a/b",
        "+/b/#,   a/b a/b/c",
        "a/b/c,   a/b/c",
        "+/+,     a/b /",
        "$x/#,    $x $x/y",
        "$x/+,    $x/y",
        "+/y,     ''",
        "b/#,     ''"
    })
    @Normative(
            value = {"MQTT-3.3.1-9", "MQTT-4.7.2-1"},
            mqtt3 = {"MQTT-3.3.1-6", "MQTT-4.7.2-1"})
    void theMessagesOfAllMatchingTopicsCome(String filter, String topics) {
        RawClient publisher = publisher(MQTT_5_0);
        for (String topic : List.of("a", "a/b", "a/b/c", "/", "$x", "$x/y")) {
            publisher.publishRetained(topic, 0, "kept");
        }
        publisher.barrier();
        for (Protocol protocol : Protocol.values()) {
            List<ReceivedPacket> received = subscriber(protocol, filter, 0).receiveAllFrom(publisher);
            assertThat(received)
                    .extracting(ReceivedPacket::topic)
                    .containsExactlyInAnyOrder(topics.isEmpty() ? new String[0] : topics.split(" "));
        }
    }

    @ParameterizedTest
    @EnumSource
    @Normative(
            value = {"MQTT-3.3.1-9", "MQTT-3.8.4-4"},
            mqtt3 = "MQTT-3.8.4-3")
    void subscribingAgainBringsTheRetainedMessagesAgain(Protocol protocol) {
        publisher(protocol)
                .publishRetained("a", 0, "kept")
                .publishRetained("a/b", 0, "kept too")
                .barrier();
        RawClient subscriber = broker.connect(protocol, "subscriber");
        for (int round = 0; round < 3; round++) {
            assertThat(subscriber.subscribe("a/#", 0).receiveAllFrom(broker.connect(protocol, "other")))
                    .extracting(ReceivedPacket::payload)
                    .containsExactlyInAnyOrder("kept", "kept too");
        }
    }

    @Test
    @Normative("MQTT-3.3.1-10")
    void retainHandling1BringsThemForANewSubscriptionOnly() {
        publisher(MQTT_5_0).publishRetained("a", 0, "kept").barrier();
        RawClient subscriber = subscriber(MQTT_5_0, "a", RETAIN_HANDLING_1);
        subscriber.expectPublish("a", "kept");
        subscriber.subscribe("a", RETAIN_HANDLING_1).barrier();
        subscriber.unsubscribe("a").subscribe("a", RETAIN_HANDLING_1).expectPublish("a", "kept");
    }

    @Test
    @Normative("MQTT-3.3.1-10")
    void retainHandling1KnowsTheSubscriptionsOfAResumedSession() {
        publisher(MQTT_5_0).publishRetained("a", 0, "kept").barrier();
        RawClient subscriber = broker.resume(MQTT_5_0, "resumed", false).subscribe("a", RETAIN_HANDLING_1);
        subscriber.expectPublish("a", "kept");
        subscriber.disconnect();
        broker.resume(MQTT_5_0, "resumed", true)
                .subscribe("a", RETAIN_HANDLING_1)
                .barrier();
    }

    @Test
    @Normative("MQTT-3.3.1-11")
    void retainHandling2BringsNone() {
        RawClient publisher =
                publisher(MQTT_5_0).publishRetained("a", 0, "kept").barrier();
        RawClient subscriber = subscriber(MQTT_5_0, "a", RETAIN_HANDLING_2).barrier();
        subscriber.subscribe("a", RETAIN_HANDLING_2).barrier();
        publisher.publishRetained("a", 0, "live");
        subscriber.expectPublish("a", "live");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, RETAIN_HANDLING_1})
    void retainAsPublishedDoesNotTouchTheFlagOfARetainedMessage(int retainHandling) {
        publisher(MQTT_5_0).publishRetained("a", 0, "kept").barrier();
        subscriber(MQTT_5_0, "a", retainHandling).expect("31 .. s'a' [] 'kept'");
        broker.connect(MQTT_5_0, "other").subscribe("a", retainHandling | 0x08).expect("31 .. s'a' [] 'kept'");
    }

    @Test
    @Normative({"MQTT-3.3.1-9", "MQTT-3.3.1-10", "MQTT-3.3.1-11", "MQTT-3.8.4-5"})
    void eachFilterOfASubscribeBringsItsMessages() {
        RawClient publisher = publisher(MQTT_5_0).publishRetained("a", 0, "1").publishRetained("b", 0, "2");
        publisher.publishRetained("c", 0, "3").barrier();
        RawClient subscriber = broker.connect(MQTT_5_0, "subscriber");
        subscriber.send("82 .. 0001 [] s'a' 00 s'b' 20 s'c' 10").expect("90 .. 0001 [] 00 00 00"); // SUBSCRIBE
        assertThat(subscriber.receiveAllFrom(publisher))
                .extracting(ReceivedPacket::payload)
                .containsExactlyInAnyOrder("1", "3");
    }

    @Test
    @Normative("MQTT-3.3.4-3")
    void theSubscriptionIdentifierComesWithRetainedMessagesToo() {
        publisher(MQTT_5_0).publishRetained("a", 0, "kept").barrier();
        RawClient subscriber = broker.connect(MQTT_5_0, "subscriber").subscribe("#", RETAIN_HANDLING_2);
        subscriber.send("82 .. 0001 [0b 07] s'a' 00").expect("90 .. 0001 [] 00"); // SUBSCRIBE, Identifier 7
        subscriber.expect("31 .. s'a' [0b 07] 'kept'");
    }

    @Test
    @Normative("MQTT-3.3.1-1")
    void aRetainedMessageIsResentOnResumeWithItsRetainFlag() {
        publisher(MQTT_5_0).publishRetained("a", 1, "kept");
        RawClient subscriber = broker.resume(MQTT_5_0, "resumed", false).subscribe("a", 1);
        int packetId = subscriber.expectPublish("a", 1, "kept").packetId();
        subscriber.close();
        RawClient again = broker.resume(MQTT_5_0, "resumed", true);
        again.expect("3b .. s'a' %04x [] 'kept'".formatted(packetId)); // DUP 1, RETAIN 1
    }

    @ParameterizedTest
    @EnumSource
    @Normative(value = "MQTT-3.8.4-4", mqtt3 = "MQTT-3.8.4-3")
    void subscribingAgainLosesNoLiveMessage(Protocol protocol) {
        RawClient publisher = publisher(protocol);
        RawClient subscriber = subscriber(protocol, "live", 1);
        for (int i = 0; i < 50; i++) {
            publisher.send("32 .. s'live' %04x [] '%d'".formatted(i + 1, i)); // PUBLISH QoS 1
            subscriber.send("82 .. %04x [] s'live' 01".formatted(i + 1)); // SUBSCRIBE
        }
        int next = 0;
        while (next < 50) {
            ReceivedPacket packet = subscriber.receive();
            if (packet.type() == ReceivedPacket.PUBLISH) {
                assertThat(packet.payload()).isEqualTo("" + next++);
                subscriber.acknowledge(packet);
            }
        }
    }

    @Test
    void aSubscriptionAfterThePublishSeesItBeforeItIsCommitted() {
        broker.store().block();
        RawClient publisher = publisher(MQTT_5_0);
        publisher.send("33 .. s'a' 0001 [] 'kept'").barrier(); // PUBLISH QoS 1, RETAIN, not acknowledged yet
        subscriber(MQTT_5_0, "a", 0).expectPublish("a", "kept");
    }

    @Test
    void whatIsRetainedIsStoredWithAllItsParts() {
        RawClient publisher = publisher(MQTT_5_0);
        publisher.send("35 .. s'a/ö' 0001 [26 s'k' s'v'] 00ff"); // PUBLISH QoS 2, RETAIN
        publisher.expectAck(ReceivedPacket.PUBREC, 1);
        Message stored = broker.store().message("a/ö");
        assertThat(stored.payload().bytes()).containsExactly(0, 0xff);
        assertThat(stored.qos().value()).isEqualTo(2);
        assertThat(stored.properties().userProperties()).hasToString("[UserProperty[name=k, value=v]]");
        assertThat(stored.expires()).isFalse();
    }
}
