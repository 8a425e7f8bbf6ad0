package org.holdfast.engine.chapter3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_3_1;
import static org.holdfast.engine.testing.Protocol.MQTT_3_1_1;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;
import static org.holdfast.engine.testing.ReceivedPacket.SUBACK;

import java.util.stream.Stream;
import org.holdfast.engine.access.Authorizer;
import org.holdfast.engine.conformance.Normative;
import org.holdfast.engine.testing.Protocol;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.ReceivedPacket;
import org.holdfast.engine.testing.RecordingStore;
import org.holdfast.engine.testing.TestBroker;
import org.holdfast.engine.topic.TopicFilter;
import org.holdfast.engine.topic.TopicName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SUBSCRIBE and SUBACK (sections 3.8 and 3.9), and the matching of Topic Filters (section 4.7). */
class SubscribeTest {
    private static final int NO_LOCAL = 0x04;
    private static final int SUBSCRIPTION_IDENTIFIER = 0x0B;
    private static final String TOO_DEEP = "a/".repeat(1_000) + "a";

    private static final Authorizer NO_SECRETS = new Authorizer() {
        @Override
        public boolean mayPublish(String clientId, @Nullable String userName, TopicName topic) {
            return true;
        }

        @Override
        public boolean maySubscribe(String clientId, @Nullable String userName, TopicFilter filter) {
            return !filter.value().startsWith("secret");
        }
    };

    @RegisterExtension
    final TestBroker broker = TestBroker.create();

    @ParameterizedTest
    @EnumSource
    @Normative(
            value = {
                "MQTT-2.2.1-6",
                "MQTT-3.8.4-1",
                "MQTT-3.8.4-2",
                "MQTT-3.8.4-5",
                "MQTT-3.8.4-6",
                "MQTT-3.8.4-7",
                "MQTT-3.9.3-1",
                "MQTT-3.9.3-2"
            },
            mqtt3 = {
                "MQTT-2.3.1-7",
                "MQTT-3.8.4-1",
                "MQTT-3.8.4-2",
                "MQTT-3.8.4-4",
                "MQTT-3.8.4-5",
                "MQTT-3.9.3-1",
                "MQTT-3.9.3-2"
            })
    void subAckHasACodeForEachFilterInTheirOrder(Protocol protocol) {
        RawClient client = broker.connect(protocol, "client");
        client.send("""
                82 ..  // SUBSCRIBE
                1234   // Packet Identifier
                []
                s'a' 02  s'b/#' 00  s'c/+/d' 01
                """);
        client.expect("90 .. 1234 [] 02 00 01");
        client.barrier();
    }

    @ParameterizedTest
    @EnumSource
    @Normative(
            value = {"MQTT-3.8.4-1", "MQTT-3.8.4-6", "MQTT-3.8.4-7", "MQTT-3.9.3-1", "MQTT-3.9.3-2"},
            mqtt3 = {"MQTT-3.8.4-1", "MQTT-3.8.4-5", "MQTT-3.9.3-1", "MQTT-3.9.3-2"})
    void aRefusedFilterHasItsCodeAtItsPlaceAndTheOthersAreGranted(Protocol protocol) {
        try (TestBroker guarded = TestBroker.create().authorizer(NO_SECRETS).start()) {
            RawClient client = guarded.connect(protocol, "client");
            client.send("82 .. 0001 [] s'secret' 02"); // SUBSCRIBE: none of its filters is granted
            client.expectCodes(SUBACK, 1, protocol.hasProperties() ? "87" : "80");
            client.send("82 .. 0002 [] s'secret' 02 s'a' 01 s'%s' 00 s'secret' 00 s'c' 02"
                    .formatted(TOO_DEEP)); // SUBSCRIBE
            client.expectCodes(SUBACK, 2, protocol.hasProperties() ? "87 01 8f 87 02" : "80 01 80 80 02");
            client.publish("a", 0, "x").expectPublish("a", "x");
            client.publish("secret", 0, "x").publish("c", 0, "y").expectPublish("c", "y");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Normative(value = "MQTT-3.8.4-5", mqtt3 = "MQTT-3.8.4-4")
    void eachFilterOfASubscribeIsASubscriptionAsIfItHadComeAlone(Protocol protocol) {
        RawClient subscriber = broker.connect(protocol, "subscriber");
        subscriber.send("82 .. 0001 [] s'a' 02 s'b/+' 01 s'a' 01 s'c' 00"); // SUBSCRIBE, the first filter twice
        subscriber.expectCodes(SUBACK, 1, "02 01 01 00");
        RawClient publisher = broker.connect(protocol, "publisher");
        publisher.publish("a", 2, "1").publish("b/x", 2, "2").publish("c", 2, "3");
        subscriber.acknowledge(subscriber.expectPublish("a", 1, "1")); // the later one has taken the place
        subscriber.acknowledge(subscriber.expectPublish("b/x", 1, "2"));
        subscriber.expectPublish("c", 0, "3");
        subscriber.unsubscribe("a");
        publisher.publish("a", 2, "4").publish("c", 0, "5");
        subscriber.expectPublish("c", "5");
    }

    @ParameterizedTest
    @EnumSource
    @Normative(value = "MQTT-3.8.4-2", mqtt3 = "MQTT-3.8.4-2")
    void severalSubscribesMayBeOnTheirWay(Protocol protocol) {
        RawClient client = broker.connect(protocol, "client");
        client.send(
                "82 .. 0007 [] s'a' 01", "82 .. 0003 [] s'b' 02", "82 .. ffff [] s'c' 00"); // SUBSCRIBE, three times
        client.expect("90 .. 0007 [] 01");
        client.expect("90 .. 0003 [] 02");
        client.expect("90 .. ffff [] 00");
    }

    static Stream<Arguments> allPairsOfQos() {
        return Stream.of(Protocol.values()).flatMap(protocol -> Stream.of(0, 1, 2)
                .flatMap(published -> Stream.of(0, 1, 2).map(granted -> Arguments.of(protocol, published, granted))));
    }

    @ParameterizedTest
    @MethodSource("allPairsOfQos")
    @Normative(value = "MQTT-3.8.4-8", mqtt3 = "MQTT-3.8.4-6")
    void theLesserOfPublishedAndGrantedQosIsDelivered(Protocol protocol, int published, int granted) {
        RawClient subscriber = broker.connect(protocol, "subscriber").subscribe("a", granted);
        broker.connect(protocol, "publisher").publish("a", published, "x");
        subscriber.expectPublish("a", Math.min(published, granted), "x");
    }

    @ParameterizedTest
    @CsvSource({
        "a/b,       a/b",
        "a/+,       a/b",
        "a/+,       a/",
        "+/+,       /b",
        "/+,        /b",
        "+,         a",
        "a/#,       a/b/c",
        "a/#,       a",
        "a/#,       a/",
        "#,         a/b",
        "#,         /",
        "+/+/+,     //",
        "a//b,      a//b",
        "a/+/b,     a//b",
        "$x/#,      $x/y",
        "$x/+,      $x/y",
        "$x/y,      $x/y",
        "a/$x/+,    a/$x/y",
        "a b/ c,    a b/ c",
        "Ä/ö/😀,    Ä/ö/😀"
    })
    @Normative(
            value = {"MQTT-3.3.2-3", "MQTT-4.7.1-1", "MQTT-4.7.1-2", "MQTT-4.7.2-1", "MQTT-4.7.3-4"},
            mqtt3 = {"MQTT-3.3.2-3", "MQTT-4.7.1-2", "MQTT-4.7.1-3", "MQTT-4.7.2-1", "MQTT-4.7.3-4"})
    void theFilterMatches(String filter, String topic) {
        for (Protocol protocol : Protocol.values()) {
            RawClient subscriber = broker.connect(protocol, "subscriber").subscribe(filter, 0);
            broker.connect(protocol, "publisher").publish(topic, 0, "x");
            subscriber.expectPublish(topic, "x");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "a/b,       a/B",
        "a/b,       a//b",
        "a/b,       a/b/",
        "a/b,       /a/b",
        "a/+,       a",
        "a/+,       a/b/c",
        "+,         a/b",
        "+,         /a",
        "a/#,       ab",
        "a/#,       b/a",
        "a/b/#,     a",
        "#,         $x/y",
        "+/y,       $x/y",
        "+/#,       $x/y",
        "+,         $x",
        "a_b,       axb",
        "a%,        ab",
        "a*,        ab",
        "a?,        ab",
        "[a]/v,     a/v",
        "\u00c5,    A\u030a" // the same letter, composed and with a combining ring
    })
    @Normative(
            value = {"MQTT-3.3.2-3", "MQTT-4.7.1-1", "MQTT-4.7.1-2", "MQTT-4.7.2-1", "MQTT-4.7.3-4"},
            mqtt3 = {"MQTT-3.3.2-3", "MQTT-4.7.1-2", "MQTT-4.7.1-3", "MQTT-4.7.2-1", "MQTT-4.7.3-4"})
    void theFilterDoesNotMatch(String filter, String topic) {
        for (Protocol protocol : Protocol.values()) {
            RawClient subscriber = broker.connect(protocol, "subscriber").subscribe(filter, 0);
            subscriber.expectNothingFrom(broker.connect(protocol, "publisher").publish(topic, 1, "x"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a#", "a/#/b", "#/", "a+", "+a", "a/+b/c", "", "##", "++", "sport+", "$share/x", "$share/x/"})
    @Normative(
            value = {"MQTT-4.7.1-1", "MQTT-4.7.1-2", "MQTT-4.7.3-1", "MQTT-4.13.1-1"},
            mqtt3 = {"MQTT-4.7.1-2", "MQTT-4.7.1-3", "MQTT-4.7.3-1", "MQTT-4.8.0-1"})
    void aFilterThatIsNoneIsMalformedAndNothingOfItsPacketIsDone(String notOne) {
        for (Protocol protocol : Protocol.values()) {
            for (String packet : new String[] {"82 .. 0001 [] s'new' 01 s'%s' 00", "a2 .. 0001 [] s'old' s'%s'"}) {
                RawClient client = broker.connect(protocol, "client").subscribe("old", 0);
                client.send(packet.formatted(notOne)).expectDisconnect(0x81); // SUBSCRIBE or UNSUBSCRIBE
            }
        }
        RawClient last = broker.resume(MQTT_5_0, "client", false).subscribe("old", 0);
        last.send("82 .. 0001 [] s'new' 01 s'%s' 00".formatted(notOne)).expectDisconnect(0x81); // SUBSCRIBE
        RawClient resumed = broker.resume(MQTT_5_0, "client", true);
        broker.connect(MQTT_5_0, "publisher").publish("new", 1, "x").publish("old", 1, "y");
        resumed.expectPublish("old", "y");
    }

    @ParameterizedTest
    @CsvSource({"a, 0, 2", "a, 2, 0", "a/#, 1, 2", "+, 2, 1"})
    @Normative(value = "MQTT-3.8.4-3", mqtt3 = "MQTT-3.8.4-3")
    void subscribingAgainReplacesTheSubscription(String filter, int before, int after) {
        for (Protocol protocol : Protocol.values()) {
            RawClient subscriber = broker.connect(protocol, "subscriber");
            subscriber.subscribe(filter, before).subscribe(filter, after);
            RawClient publisher = broker.connect(protocol, "publisher").publish("a", 2, "x");
            subscriber.acknowledge(subscriber.expectPublish("a", after, "x"));
            subscriber.unsubscribe(filter).expectNothingFrom(publisher.publish("a", 2, "y"));
        }
    }

    @Test
    @Normative("MQTT-3.8.4-3")
    void subscribingAgainReplacesEachOption() {
        RawClient client = broker.connect(MQTT_5_0, "client");
        client.send("82 .. 0001 [0b 01] s'a' 0c")
                .expect("90 .. 0001 [] 00"); // No Local, Retain As Published, Identifier
        client.publish("a", 0, "own").barrier();
        client.subscribe("a", 1); // none of these
        client.send("31 .. s'a' [] 'own'").expect("30 .. s'a' [] 'own'"); // PUBLISH, RETAIN
        client.send("82 .. 0003 [0b 02] s'a' 2c").expect("90 .. 0003 [] 00"); // the options again, Retain Handling 2
        client.publish("a", 0, "own").barrier();
        broker.connect(MQTT_5_0, "other").send("31 .. s'a' [] 'theirs'"); // PUBLISH QoS 0, RETAIN
        client.expect("31 .. s'a' [0b 02] 'theirs'");
    }

    @ParameterizedTest
    @EnumSource
    @Normative(value = "MQTT-3.3.4-2", mqtt3 = "MQTT-3.3.5-1")
    void overlappingFiltersAreServedAtTheHighestQos(Protocol protocol) {
        RawClient subscriber = broker.connect(protocol, "subscriber");
        subscriber.subscribe("a/#", 0).subscribe("a/+", 2).subscribe("a/b", 1);
        RawClient publisher = broker.connect(protocol, "publisher").publish("a/b", 2, "x");
        assertThat(subscriber.receiveAllFrom(publisher))
                .extracting(ReceivedPacket::qos)
                .contains(2)
                .hasSizeLessThanOrEqualTo(3);
    }

    @Test
    @Normative("MQTT-3.3.4-3")
    void theSubscriptionIdentifierComesWithTheMessage() {
        RawClient subscriber = broker.connect(MQTT_5_0, "subscriber");
        subscriber.send("82 .. 0001 [0b ffffff7f] s'a' 00").expect("90 .. 0001 [] 00"); // Identifier 268,435,455
        broker.connect(MQTT_5_0, "publisher").publish("a", 0, "x");
        subscriber.expect("30 .. s'a' [0b ffffff7f] 'x'");
    }

    @Test
    @Normative({"MQTT-3.3.4-3", "MQTT-3.3.4-4"})
    void oneCopyHasTheSubscriptionIdentifiersOfAllMatchingFilters() {
        RawClient subscriber = broker.connect(MQTT_5_0, "subscriber");
        subscriber.send("82 .. 0001 [0b 01] s'a/#' 00").expect("90 .. 0001 [] 00"); // SUBSCRIBE
        subscriber.send("82 .. 0002 [0b 02] s'a/+' 00 s'b' 00").expect("90 .. 0002 [] 00 00");
        subscriber.send("82 .. 0003 [0b 03] s'c' 00").expect("90 .. 0003 [] 00");
        subscriber.send("82 .. 0004 [] s'#' 00").expect("90 .. 0004 [] 00"); // without an Identifier
        subscriber.send("82 .. 0005 [0b 80 01] s'+/b' 00").expect("90 .. 0005 [] 00"); // Identifier 128
        RawClient publisher = broker.connect(MQTT_5_0, "publisher").publish("a/b", 0, "x");
        assertThat(subscriber.receiveAllFrom(publisher)).singleElement().satisfies(publish -> assertThat(
                        publish.properties().numbers(SUBSCRIPTION_IDENTIFIER))
                .containsExactlyInAnyOrder(1L, 2L, 128L));
    }

    @Test
    @Normative("MQTT-3.3.4-5")
    void copiesThatComeApartEachHaveTheSubscriptionIdentifierOfTheirOwnFilter() {
        RawClient subscriber = broker.connect(MQTT_5_0, "subscriber");
        subscriber.send("82 .. 0001 [0b 01] s'$share/group/a' 00").expect("90 .. 0001 [] 00"); // SUBSCRIBE
        subscriber.send("82 .. 0002 [0b 02] s'a' 01").expect("90 .. 0002 [] 01"); // SUBSCRIBE
        RawClient publisher = broker.connect(MQTT_5_0, "publisher").publish("a", 1, "x");
        assertThat(subscriber.receiveAllFrom(publisher))
                .extracting(
                        publish -> publish.qos() + " " + publish.properties().numbers(SUBSCRIPTION_IDENTIFIER))
                .containsExactlyInAnyOrder("0 [1]", "1 [2]");
    }

    @Test
    void subscribingAgainWithoutASubscriptionIdentifierTakesItAway() {
        RawClient subscriber = broker.connect(MQTT_5_0, "subscriber");
        subscriber.send("82 .. 0001 [0b 01] s'a' 00").expect("90 .. 0001 [] 00"); // SUBSCRIBE
        subscriber.send("82 .. 0002 [] s'a' 00").expect("90 .. 0002 [] 00");
        broker.connect(MQTT_5_0, "publisher").publish("a", 0, "x");
        subscriber.expect("30 .. s'a' [] 'x'");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    @Normative("MQTT-3.8.3-3")
    void noLocalKeepsAClientsOwnMessagesAway(int qos) {
        RawClient client = broker.connect(MQTT_5_0, "client").subscribe("a", NO_LOCAL | 1);
        client.publish("a", qos, "own").barrier();
        broker.connect(MQTT_5_0, "other").publish("a", qos, "theirs");
        client.expectPublish("a", "theirs");
    }

    @Test
    @Normative("MQTT-3.8.3-3")
    void noLocalKeepsAClientsOwnRetainedMessagesAwayAlsoAfterARestart() {
        RecordingStore store = new RecordingStore();
        try (TestBroker first = TestBroker.create().store(store).start()) {
            RawClient client = first.connect(MQTT_5_0, "client").publishRetained("a/1", 1, "own");
            first.connect(MQTT_5_0, "other").publishRetained("a/2", 1, "theirs");
            client.subscribe("a/+", NO_LOCAL).expectPublish("a/2", "theirs");
            client.barrier();
        }
        try (TestBroker second = TestBroker.create().store(store).start()) {
            RawClient client = second.connect(MQTT_5_0, "client").subscribe("a/+", NO_LOCAL);
            client.expectPublish("a/2", "theirs");
            assertThat(client.subscribe("a/+", 0).receiveAllFrom(second.connect(MQTT_5_0, "other")))
                    .extracting(ReceivedPacket::payload)
                    .containsExactlyInAnyOrder("own", "theirs");
        }
    }

    @Test
    @Normative("MQTT-3.8.3-3")
    void noLocalKeepsAClientsOwnWillAway() {
        RawClient heir = broker.connect(MQTT_5_0, "heir").subscribe("will", 0);
        RawClient mortal = broker.open(MQTT_5_0);
        mortal.send("10 .. @ 0e 0000 [11 00000e10] s'mortal' [] s'will' s'gone'"); // CONNECT, Will QoS 1
        mortal.expectAccepted(false);
        mortal.subscribe("will", NO_LOCAL | 1).close();
        heir.expectPublish("will", "gone");
        broker.resume(MQTT_5_0, "mortal", true).barrier();
    }

    @Test
    @Normative("MQTT-3.8.3-3")
    void noLocalHoldsForTheSessionNotTheConnection() {
        broker.resume(MQTT_5_0, "client", false).subscribe("a", NO_LOCAL | 1).disconnect();
        broker.resume(MQTT_5_0, "client", true).publish("a", 1, "own").barrier();
    }

    @ParameterizedTest
    @EnumSource
    void withoutNoLocalAClientGetsItsOwnMessages(Protocol protocol) {
        RawClient client = broker.connect(protocol, "client").subscribe("a", 0);
        client.publish("a", 0, "own").expectPublish("a", "own");
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "0, 1, 0", "1, 0, 0", "1, 1, 1"})
    @Normative({"MQTT-3.3.1-12", "MQTT-3.3.1-13"})
    void retainAsPublishedDecidesWhetherALiveMessageKeepsItsRetainFlag(int option, int published, int delivered) {
        RawClient subscriber = broker.connect(MQTT_5_0, "subscriber").subscribe("a", option << 3);
        broker.connect(MQTT_5_0, "publisher").send("3%d .. s'a' [] 'x'".formatted(published)); // PUBLISH QoS 0
        subscriber.expect("3%d .. s'a' [] 'x'".formatted(delivered));
    }

    @Test
    @Normative(mqtt3 = "MQTT-3.8.3-4")
    void inMqtt311AByteOtherThan0And1And2EndsTheConnection() {
        for (int qos = 3; qos < 256; qos++) {
            broker.connect(MQTT_3_1_1, "client")
                    .send("82 .. 0001 s'a' %02x".formatted(qos))
                    .expectClosed();
        }
    }

    @Test
    void inMqtt31OnlyTheQosOfThatByteCounts() {
        for (int options = 0; options < 256; options++) {
            RawClient client = broker.connect(MQTT_3_1, "client").send("82 .. 0001 s'a' %02x".formatted(options));
            if ((options & 3) == 3) {
                client.expectClosed();
            } else {
                client.expect("90 03 0001 %02x".formatted(options & 3));
                client.publish("a", 0, "own").expectPublish("a", "own"); // bit 2 is no No Local
            }
        }
    }
}
