package org.holdfast.engine.chapter3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;

import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Will (section 3.1.2.5): what is published when a client goes without a word. */
class WillTest {
    @RegisterExtension
    final TestBroker broker = TestBroker.create();

    private RawClient mortal(Protocol protocol) {
        RawClient mortal = broker.open(protocol);
        mortal.send("10 .. @ 06 0000 [] s'mortal' [] s'will' s'gone'"); // CONNECT, Will QoS 0
        mortal.expectAccepted(false);
        return mortal;
    }

    /** Its session lives for so many seconds, its will is delayed by so many. */
    private RawClient mortal(int connectFlags, int sessionExpiry, int willDelay) {
        RawClient mortal = broker.open(MQTT_5_0);
        mortal.send("10 .. @ %02x 0000 [11 %08x] s'mortal' [18 %08x] s'will' s'gone'"
                .formatted(connectFlags, sessionExpiry, willDelay));
        mortal.expectAccepted();
        return mortal;
    }

    private RawClient heir(Protocol protocol) {
        return broker.connect(protocol, "heir").subscribe("will", 2);
    }

    @ParameterizedTest
    @EnumSource
    @Normative(
            value = {"MQTT-3.1.2-7", "MQTT-3.1.2-8"},
            mqtt3 = "MQTT-3.1.2-8")
    void aBrokenConnectionFiresTheWill(Protocol protocol) {
        RawClient heir = heir(protocol);
        mortal(protocol).close();
        heir.expectPublish("will", 0, "gone");
    }

    @ParameterizedTest
    @EnumSource
    @Normative(value = "MQTT-3.1.2-8", mqtt3 = "MQTT-3.1.2-8")
    void aProtocolErrorFiresTheWill(Protocol protocol) {
        RawClient heir = heir(protocol);
        mortal(protocol).send("00 00"); // packet type 0 is reserved
        heir.expectPublish("will", "gone");
    }

    @ParameterizedTest
    @EnumSource
    @Normative(
            value = {"MQTT-3.1.2-8", "MQTT-3.1.2-10", "MQTT-3.14.4-3"},
            mqtt3 = {"MQTT-3.1.2-8", "MQTT-3.1.2-10", "MQTT-3.14.4-3"})
    void disconnectCancelsTheWill(Protocol protocol) {
        RawClient heir = heir(protocol);
        mortal(protocol).disconnect();
        heir.expectNothingFrom(broker.connect(protocol, "mortal"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"04", "80", "81", "83", "97", "98"})
    @Normative("MQTT-3.1.2-8")
    void disconnectForAnotherReasonThanNormalFiresTheWill(String reasonCode) {
        RawClient heir = heir(MQTT_5_0);
        mortal(MQTT_5_0)
                .send("e0 01 " + reasonCode)
                .expectClosed(); // DISCONNECT, e.g. 0x04 Disconnect with Will Message
        heir.expectPublish("will", "gone"); // section 3.1.2.5
    }

    @ParameterizedTest
    @EnumSource
    @Normative(value = "MQTT-3.1.2-10", mqtt3 = "MQTT-3.1.2-10")
    void theWillFiresOnce(Protocol protocol) {
        RawClient heir = heir(protocol);
        RawClient mortal = broker.open(protocol);
        mortal.send("10 .. @ 04 0000 [11 00000e10] s'mortal' [] s'will' s'gone'"); // CONNECT, its session stays
        mortal.expectAccepted(false);
        mortal.close();
        heir.expectPublish("will", "gone");
        RawClient again =
                broker.open(protocol).send("10 .. @ 00 0000 [11 00000e10] s'mortal'"); // CONNECT without a Will
        again.expectAccepted();
        again.close();
        broker.letPass(Duration.ofHours(2)); // the session ends too
        heir.expectNothingFrom(broker.connect(protocol, "mortal"));
    }

    @ParameterizedTest
    @EnumSource
    @Normative(value = "MQTT-3.1.2-10", mqtt3 = "MQTT-3.1.2-10")
    void aWillThatDisconnectCancelledIsForgottenForGood(Protocol protocol) {
        RawClient heir = heir(protocol);
        RawClient mortal = broker.open(protocol);
        mortal.send("10 .. @ 04 0000 [11 00000e10] s'mortal' [18 0000000a] s'will' s'gone'"); // CONNECT
        mortal.expectAccepted(false);
        mortal.disconnect();
        RawClient again =
                broker.open(protocol).send("10 .. @ 00 0000 [11 00000e10] s'mortal'"); // CONNECT without a Will
        again.expectAccepted();
        again.close();
        broker.letPass(Duration.ofHours(2));
        heir.expectNothingFrom(broker.connect(protocol, "mortal"));
    }

    @ParameterizedTest
    @EnumSource
    @Normative(mqtt3 = "MQTT-3.1.2-12")
    void withoutAWillNothingIsPublished(Protocol protocol) {
        RawClient heir = broker.connect(protocol, "heir").subscribe("#", 0);
        broker.connect(protocol, "mortal").close();
        broker.letPass(Duration.ofHours(1));
        heir.barrier();
    }

    static Stream<Arguments> connectFlagsAndWillQos() {
        return Stream.of(Protocol.values())
                .flatMap(protocol -> Stream.of(0, 1, 2).map(qos -> Arguments.of(protocol, 0x06 | qos << 3, qos)));
    }

    @ParameterizedTest
    @MethodSource("connectFlagsAndWillQos")
    @Normative(value = "MQTT-3.1.2-12", mqtt3 = "MQTT-3.1.2-14")
    void theWillHasItsQos(Protocol protocol, int connectFlags, int qos) {
        RawClient heir = heir(protocol);
        RawClient mortal = broker.open(protocol);
        mortal.send("10 .. @ %02x 0000 [] s'mortal' [] s'will' s'gone'".formatted(connectFlags)); // CONNECT
        mortal.expectAccepted();
        mortal.close();
        heir.expectPublish("will", qos, "gone");
    }

    @ParameterizedTest
    @EnumSource
    @Normative(
            value = {"MQTT-3.1.2-14", "MQTT-3.1.2-15"},
            mqtt3 = {"MQTT-3.1.2-16", "MQTT-3.1.2-17"})
    void aWillWithRetainIsRetainedAndOneWithoutIsNot(Protocol protocol) {
        RawClient heir = broker.connect(protocol, "heir").subscribe("+", 0);
        for (String will : new String[] {"26 0000 [] s'mortal' [] s'kept'", "06 0000 [] s'mortal' [] s'fleeting'"}) {
            RawClient mortal = broker.open(protocol).send("10 .. @ %s s'gone'".formatted(will)); // CONNECT
            mortal.expectAccepted();
            mortal.close();
            heir.expectType(ReceivedPacket.PUBLISH);
        }
        RawClient late = broker.connect(protocol, "late").subscribe("+", 0);
        assertThat(late.expectPublish("kept", "gone").retain()).isTrue();
        late.barrier();
    }

    @Test
    @Normative("MQTT-3.1.3-10")
    void theWillsPropertiesArePassedOn() {
        RawClient heir = heir(MQTT_5_0);
        RawClient mortal = broker.open(MQTT_5_0);
        mortal.send("""
                10 .. @ 06 0000 [] s'mortal'
                [                      // Will Properties
                01 01                  // Payload Format Indicator
                03 s'text/plain'       // Content Type
                08 s'reply'            // Response Topic
                09 0003 00ff00         // Correlation Data
                26 s'b' s'1' 26 s'a' s'2' 26 s'b' s'3'  // User Properties
                ]
                s'will' s'gone'
                """);
        mortal.expectAccepted();
        mortal.close();
        heir.expect("""
                30 .. s'will'
                [ 01 01 03 s'text/plain' 08 s'reply' 09 0003 00ff00 26 s'b' s'1' 26 s'a' s'2' 26 s'b' s'3' ]
                'gone'
                """);
    }

    @Test
    void aWillMayBeEmpty() {
        RawClient heir = heir(MQTT_5_0);
        RawClient mortal = broker.open(MQTT_5_0).send("10 .. @ 06 0000 [] s'mortal' [] s'will' s''"); // CONNECT
        mortal.expectAccepted();
        mortal.close();
        heir.expectPublish("will", "");
    }

    @Test
    @Normative({"MQTT-3.1.2-7", "MQTT-3.1.2-8"})
    void theWillWaitsForItsDelay() {
        RawClient heir = heir(MQTT_5_0);
        mortal(0x06, 1_000, 100).close();
        broker.letPass(Duration.ofSeconds(99));
        heir.barrier();
        broker.letPass(Duration.ofSeconds(1));
        heir.expectPublish("will", "gone");
    }

    @Test
    @Normative({"MQTT-3.1.3-9", "MQTT-3.1.2-8"})
    void comingBackBeforeTheDelayIsOverCancelsTheWill() {
        RawClient heir = heir(MQTT_5_0);
        mortal(0x06, 100, 1).close();
        broker.resume(MQTT_5_0, "mortal", true);
        broker.letPass(Duration.ofSeconds(2));
        heir.barrier();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    @Normative("MQTT-3.1.2-8")
    void theEndOfTheSessionFiresTheWillBeforeItsDelayIsOver(int sessionExpiry) {
        RawClient heir = heir(MQTT_5_0);
        mortal(0x06, sessionExpiry, 1_000).close();
        heir.expectPublish("will", "gone");
    }

    @Test
    @Normative("MQTT-3.1.2-8")
    void aNewSessionOfTheClientFiresTheWaitingWillOfTheOldOne() {
        RawClient heir = heir(MQTT_5_0);
        mortal(0x06, 1_000, 1_000).close();
        broker.connect(MQTT_5_0, "mortal"); // Clean Start: the old session ends
        heir.expectPublish("will", "gone");
    }

    @ParameterizedTest
    @EnumSource
    @Normative(value = "MQTT-3.1.2-8", mqtt3 = "MQTT-3.1.2-8")
    void aTakeoverFiresAWillWithoutDelay(Protocol protocol) {
        RawClient heir = heir(protocol);
        mortal(protocol);
        broker.open(protocol).send("10 .. @ 00 0000 [] s'mortal'").expectAccepted(); // CONNECT, Clean Start 0
        heir.expectPublish("will", "gone"); // section 3.1.4, step 3
    }

    @Test
    @Normative("MQTT-3.1.3-9")
    void aTakeoverThatResumesFiresNoDelayedWill() {
        RawClient heir = heir(MQTT_5_0);
        mortal(0x06, 100, 1);
        broker.resume(MQTT_5_0, "mortal", true);
        broker.letPass(Duration.ofSeconds(2));
        heir.barrier();
    }

    @Test
    void aTakeoverWithCleanStartFiresADelayedWillAtOnce() {
        RawClient heir = heir(MQTT_5_0);
        mortal(0x06, 1_000, 1_000);
        broker.connect(MQTT_5_0, "mortal");
        heir.expectPublish("will", "gone");
    }

    @Test
    void aNewConnectionsWillReplacesTheOldOne() {
        RawClient heir = heir(MQTT_5_0);
        mortal(0x06, 1_000, 1_000).close();
        RawClient again = broker.open(MQTT_5_0);
        again.send("10 .. @ 04 0000 [11 00000064] s'mortal' [] s'will' s'second'"); // CONNECT, Clean Start 0
        again.expectAccepted(true);
        again.close();
        heir.expectPublish("will", "second");
        heir.expectNothingFrom(broker.connect(MQTT_5_0, "someone"));
    }

    /** "Online" comes after the "offline" of the connection before. Many subscriptions make the end of a session take its time. */
    @Test
    void whatTheNextConnectionPublishesIsNewerThanTheWill() {
        String filters =
                IntStream.range(0, 5_000).mapToObj("s'f/%d' 00 "::formatted).collect(Collectors.joining());
        for (int i = 0; i < 20; i++) {
            RawClient mortal = broker.open(MQTT_5_0);
            mortal.send("10 .. @ 26 0000 [] s'mortal' [] s'state' s'offline'"); // CONNECT, Will Retain
            mortal.expectAccepted(false);
            mortal.send("82 .. 0001 [] " + filters).expectType(ReceivedPacket.SUBACK);
            mortal.close();
            RawClient again = broker.connect(MQTT_5_0, "mortal").publishRetained("state", 1, "online");
            assertThat(broker.store().payload("state")).isEqualTo("online");
            again.subscribe("state", 0).expectPublish("state", "online");
            again.disconnect();
            again.expectClosed();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Normative("MQTT-3.1.2-8")
    void aBrokerThatStopsPublishesTheWillsAndStoresRetainedOnes(boolean connected) {
        RawClient mortal = broker.open(MQTT_5_0);
        mortal.send("10 .. @ 2e 0000 [] s'mortal' [] s'will' s'gone'"); // CONNECT, Will QoS 1, Will Retain
        mortal.expectAccepted(false);
        if (!connected) {
            mortal.close(); // a moment before the stop
        }
        broker.broker().stop();
        assertThat(broker.store().payload("will")).isEqualTo("gone"); // section 3.1.2.5
    }
}
