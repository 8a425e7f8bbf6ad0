package org.holdfast.engine.chapter3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;
import static org.holdfast.engine.testing.ReceivedPacket.DISCONNECT;
import static org.holdfast.engine.testing.ReceivedPacket.SUBACK;

import java.util.List;
import java.util.stream.Stream;
import org.holdfast.engine.conformance.Normative;
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

/** SUBSCRIBE and SUBACK (sections 3.8 and 3.9), and the matching of Topic Filters (section 4.7). */
class SubscribeTest {
    @RegisterExtension
    final TestBroker broker = TestBroker.create();

    @ParameterizedTest
    @EnumSource
    void subAckHasACodeForEachFilterInTheirOrder(Protocol protocol) {
        RawClient client = broker.connect(protocol, "client");
        client.send("""
                82 ..  // SUBSCRIBE
                1234   // Packet Identifier
                []
                s'a' 02  s'b/#' 00  s'c/+/d' 01
                """);
        client.expect(
                "90 .. 1234 [] 02 00 01"); // [MQTT-2.2.1-6] [MQTT-3.8.4-1] [MQTT-3.8.4-2] [MQTT-3.8.4-5] [MQTT-3.8.4-6]
        // [MQTT-3.9.3-1]
        client.barrier();
    }

    @ParameterizedTest
    @EnumSource
    void severalSubscribesMayBeOnTheirWay(Protocol protocol) {
        RawClient client = broker.connect(protocol, "client");
        client.send("82 .. 0007 [] s'a' 01", "82 .. 0003 [] s'b' 02"); // SUBSCRIBE, twice
        client.expect("90 .. 0007 [] 01");
        client.expect("90 .. 0003 [] 02");
    }

    static Stream<Arguments> allPairsOfQos() {
        return Stream.of(Protocol.values()).flatMap(protocol -> Stream.of(0, 1, 2)
                .flatMap(published -> Stream.of(0, 1, 2).map(granted -> Arguments.of(protocol, published, granted))));
    }

    @ParameterizedTest
    @MethodSource("allPairsOfQos")
    void theLesserOfPublishedAndGrantedQosIsDelivered(Protocol protocol, int published, int granted) {
        RawClient subscriber = broker.connect(protocol, "subscriber").subscribe("a", granted);
        broker.connect(protocol, "publisher").publish("a", published, "x");
        subscriber.expectPublish("a", Math.min(published, granted), "x"); // [MQTT-3.8.4-8]
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
    @ValueSource(strings = {"a#", "a/#/b", "#/", "a+", "+a", "a/+b/c", "", "##", "++"})
    @Normative(
            value = {"MQTT-4.7.1-1", "MQTT-4.7.1-2", "MQTT-4.7.3-1"},
            mqtt3 = {"MQTT-4.7.1-2", "MQTT-4.7.1-3", "MQTT-4.7.3-1"})
    void aFilterThatIsNoneIsRefusedAndAnotherInThePacketIsNot(String notOne) {
        for (Protocol protocol : Protocol.values()) {
            RawClient client = broker.connect(protocol, "client");
            client.send("82 .. 0001 [] s'ok' 01 s'%s' 00".formatted(notOne), "e0 00"); // SUBSCRIBE, DISCONNECT
            List<ReceivedPacket> answers = client.receiveUntilClosed();
            // a SUBACK, or the end of the connection: the standard leaves both open
            if (protocol.hasProperties() || !answers.isEmpty()) {
                int error = protocol.hasProperties() ? 0x8F : 0x80;
                assertThat(answers).singleElement().satisfies(answer -> assertThat(codes(answer))
                        .isIn("01 %02x".formatted(error), "DISCONNECT %02x".formatted(error)));
            }
        }
    }

    private static String codes(ReceivedPacket answer) {
        return answer.type() == DISCONNECT ? "DISCONNECT %02x".formatted(answer.reasonCode()) : answer.codes();
    }

    @ParameterizedTest
    @EnumSource
    void subscribingAgainReplacesTheSubscription(Protocol protocol) {
        RawClient subscriber =
                broker.connect(protocol, "subscriber").subscribe("a", 2).subscribe("a", 0);
        RawClient publisher = broker.connect(protocol, "publisher").publish("a", 2, "x");
        subscriber.expectPublish("a", 0, "x"); // [MQTT-3.8.4-3]
        subscriber.expectNothingFrom(publisher);
    }

    @ParameterizedTest
    @EnumSource
    void overlappingFiltersAreServedAtTheHighestQos(Protocol protocol) {
        RawClient subscriber = broker.connect(protocol, "subscriber");
        subscriber.subscribe("a/#", 0).subscribe("a/+", 2).subscribe("a/b", 1);
        RawClient publisher = broker.connect(protocol, "publisher").publish("a/b", 2, "x");
        assertThat(subscriber.receiveAllFrom(publisher))
                .extracting(ReceivedPacket::qos)
                .contains(2) // [MQTT-3.3.4-2]
                .hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void theSubscriptionIdentifierComesWithTheMessage() {
        RawClient subscriber = broker.connect(MQTT_5_0, "subscriber");
        subscriber.send("82 .. 0001 [0b ffffff7f] s'a' 00").expect("90 .. 0001 [] 00"); // Identifier 268,435,455
        broker.connect(MQTT_5_0, "publisher").publish("a", 0, "x");
        subscriber.expect("30 .. s'a' [0b ffffff7f] 'x'"); // [MQTT-3.3.4-3]
    }

    @Test
    void theSubscriptionIdentifiersOfAllMatchingFiltersCome() {
        RawClient subscriber = broker.connect(MQTT_5_0, "subscriber");
        subscriber.send("82 .. 0001 [0b 01] s'a/#' 00").expect("90 .. 0001 [] 00"); // SUBSCRIBE
        subscriber.send("82 .. 0002 [0b 02] s'a/+' 00 s'b' 00").expect("90 .. 0002 [] 00 00");
        subscriber.send("82 .. 0003 [0b 03] s'c' 00").expect("90 .. 0003 [] 00");
        RawClient publisher = broker.connect(MQTT_5_0, "publisher").publish("a/b", 0, "x");
        assertThat(subscriber.receiveAllFrom(publisher))
                .flatExtracting(publish -> publish.properties().numbers(0x0B))
                .containsExactlyInAnyOrder(1L, 2L); // [MQTT-3.3.4-4] [MQTT-3.3.4-5]
    }

    @Test
    void subscribingAgainWithoutASubscriptionIdentifierTakesItAway() {
        RawClient subscriber = broker.connect(MQTT_5_0, "subscriber");
        subscriber.send("82 .. 0001 [0b 01] s'a' 00").expect("90 .. 0001 [] 00"); // SUBSCRIBE
        subscriber.send("82 .. 0002 [] s'a' 00").expect("90 .. 0002 [] 00");
        broker.connect(MQTT_5_0, "publisher").publish("a", 0, "x");
        subscriber.expect("30 .. s'a' [] 'x'");
    }

    @Test
    void noLocalKeepsAClientsOwnMessagesAway() {
        RawClient client = broker.connect(MQTT_5_0, "client").subscribe("a", 0x04 | 1); // No Local, QoS 1
        client.publish("a", 1, "own").barrier(); // [MQTT-3.8.3-3]
        broker.connect(MQTT_5_0, "other").publish("a", 1, "theirs");
        client.expectPublish("a", "theirs");
    }

    @Test
    void noLocalHoldsForTheSessionNotTheConnection() {
        broker.resume(MQTT_5_0, "client", false).subscribe("a", 0x04 | 1).disconnect(); // No Local
        broker.resume(MQTT_5_0, "client", true).publish("a", 1, "own").barrier();
    }

    @ParameterizedTest
    @EnumSource
    void withoutNoLocalAClientGetsItsOwnMessages(Protocol protocol) {
        RawClient client = broker.connect(protocol, "client").subscribe("a", 0);
        client.publish("a", 0, "own").expectPublish("a", "own");
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "0, 1, 0", "1, 0, 0", "1, 1, 1"}) // [MQTT-3.3.1-12] [MQTT-3.3.1-13]
    void retainAsPublishedDecidesWhetherALiveMessageKeepsItsRetainFlag(int option, int published, int delivered) {
        RawClient subscriber = broker.connect(MQTT_5_0, "subscriber").subscribe("a", option << 3);
        broker.connect(MQTT_5_0, "publisher").send("3%d .. s'a' [] 'x'".formatted(published)); // PUBLISH QoS 0
        subscriber.expect("3%d .. s'a' [] 'x'".formatted(delivered));
    }

    @Test
    void aSubscribeAtTheLimitOfPacketIdentifiersIsAnswered() {
        RawClient client = broker.connect(MQTT_5_0, "client");
        client.send("82 .. ffff [] s'a' 00").expectCodes(SUBACK, 0xffff, "00");
    }
}
