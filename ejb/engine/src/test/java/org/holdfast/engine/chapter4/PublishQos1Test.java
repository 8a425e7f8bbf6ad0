package org.holdfast.engine.chapter4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.ReceivedPacket.PUBACK;
import static org.holdfast.engine.testing.ReceivedPacket.PUBREL;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.holdfast.engine.conformance.Normative;
import org.holdfast.engine.testing.ExternalBroker;
import org.holdfast.engine.testing.Protocol;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.ReceivedPacket;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** QoS 1: at least once delivery (section 4.3.2), as receiver and as sender. */
@Tag(ExternalBroker.TAG)
class PublishQos1Test {
    @RegisterExtension
    final TestBroker broker = TestBroker.create();

    @ParameterizedTest
    @EnumSource
    @Normative(
            value = {"MQTT-2.2.1-5", "MQTT-3.3.4-1", "MQTT-4.3.2-4"},
            mqtt3 = {"MQTT-2.3.1-6", "MQTT-3.3.4-1", "MQTT-4.3.2-2"})
    void pubAckEchoesThePacketIdentifier(Protocol protocol) {
        RawClient publisher = broker.connect(protocol, "publisher");
        for (int packetId : new int[] {1, 0x1234, 0xffff}) {
            publisher.send("32 .. s'a' %04x [] 'x'".formatted(packetId)); // PUBLISH QoS 1
            publisher.expectAck(PUBACK, packetId);
        }
        publisher.barrier();
    }

    @ParameterizedTest
    @EnumSource
    @Normative(value = "MQTT-4.3.2-5", mqtt3 = "MQTT-4.3.2-2")
    void eachCopyAfterPubAckIsAnotherMessageWhateverItsDupFlag(Protocol protocol) {
        RawClient subscriber = broker.connect(protocol, "subscriber").subscribe("a", 1);
        RawClient publisher = broker.connect(protocol, "publisher");
        for (String dup : new String[] {"32", "3a", "3a", "32"}) { // PUBLISH QoS 1, with DUP 0 and 1
            publisher.send(dup + " .. s'a' 0007 [] 'x'").expectAck(PUBACK, 7);
            subscriber.acknowledge(subscriber.expectPublish("a", 1, "x"));
        }
        subscriber.expectNothingFrom(publisher);
    }

    @ParameterizedTest
    @EnumSource
    @Normative(
            value = {"MQTT-3.3.1-3", "MQTT-4.3.2-2"},
            mqtt3 = {"MQTT-3.3.1-3", "MQTT-4.3.2-1"})
    void thePublishersDupIsNotCopied(Protocol protocol) {
        RawClient subscriber = broker.connect(protocol, "subscriber").subscribe("a", 1);
        broker.connect(protocol, "publisher").send("3a .. s'a' 0007 [] 'x'"); // PUBLISH QoS 1, DUP 1
        subscriber.expect("32 .. s'a' ____ [] 'x'");
    }

    @ParameterizedTest
    @EnumSource
    @Normative(
            value = {"MQTT-2.2.1-4", "MQTT-4.3.2-1"},
            mqtt3 = {"MQTT-2.3.1-4", "MQTT-4.3.2-1"})
    void deliveriesInFlightHaveDifferentPacketIdentifiersAndNoneIsZero(Protocol protocol) {
        RawClient subscriber = broker.connect(protocol, "subscriber").subscribe("a", 1);
        RawClient publisher = broker.connect(protocol, "publisher");
        publisher.publish("a", 1, "1").publish("a", 1, "2").publish("a", 1, "3");
        int first = subscriber.expectPublish("a", "1").packetId();
        int second = subscriber.expectPublish("a", "2").packetId();
        int third = subscriber.expectPublish("a", "3").packetId();
        assertThat(new int[] {first, second, third}).doesNotHaveDuplicates().doesNotContain(0);
    }

    @ParameterizedTest
    @EnumSource(names = {"MQTT_3_1_1", "MQTT_5_0"})
    @Normative(
            value = {"MQTT-2.2.1-4", "MQTT-4.3.2-1", "MQTT-4.3.3-1"},
            mqtt3 = {"MQTT-2.3.1-4", "MQTT-4.3.2-1", "MQTT-4.3.3-1"})
    void packetIdentifiersInFlightAreSkippedWhenTheCounterWraps(Protocol protocol) {
        RawClient subscriber = broker.connect(protocol, "subscriber").subscribe("a", 2);
        RawClient publisher = broker.connect(protocol, "publisher");
        Set<Integer> held = holdThree(subscriber, publisher);
        String[] publishes = new String[100];
        String[] acks = new String[100];
        Arrays.setAll(publishes, i -> "32 .. s'a' %04x [] ''".formatted(i + 1)); // PUBLISH QoS 1
        for (int sent = 0; sent < 66_000; sent += 100) {
            publisher.send(publishes);
            for (int i = 0; i < 100; i++) {
                int packetId = subscriber.expectPublish("a", "").packetId();
                assertThat(packetId != 0 && !held.contains(packetId))
                        .as("identifier %d is free", packetId)
                        .isTrue();
                acks[i] = "40 02 %04x".formatted(packetId); // PUBACK
                publisher.expectAck(PUBACK, i + 1);
            }
            subscriber.send(acks);
        }
    }

    /** Three deliveries that are not over: at QoS 1, at QoS 2, and at QoS 2 after its PUBREC. */
    private static Set<Integer> holdThree(RawClient subscriber, RawClient publisher) {
        publisher.publish("a", 1, "1").publish("a", 2, "2").publish("a", 2, "3");
        Set<Integer> held = new HashSet<>();
        held.add(subscriber.expectPublish("a", 1, "1").packetId());
        held.add(subscriber.expectPublish("a", 2, "2").packetId());
        int received = subscriber.expectPublish("a", 2, "3").packetId();
        held.add(received);
        subscriber.send("50 02 %04x".formatted(received)).expectAck(PUBREL, received); // PUBREC
        return held;
    }

    @ParameterizedTest
    @EnumSource(names = {"MQTT_3_1_1", "MQTT_5_0"})
    @Normative(
            value = {"MQTT-3.3.1-1", "MQTT-4.3.2-3", "MQTT-4.4.0-1"},
            mqtt3 = {"MQTT-3.3.1-1", "MQTT-4.3.2-1", "MQTT-4.4.0-1"})
    void anUnacknowledgedMessageIsSentAgainWithDupAndItsPacketIdentifierOnResume(Protocol protocol) {
        RawClient subscriber = broker.resume(protocol, "subscriber", false).subscribe("a", 1);
        broker.connect(protocol, "publisher").publish("a", 1, "x");
        int packetId = subscriber.expectPublish("a", 1, "x").packetId();
        subscriber.close();
        RawClient again = broker.resume(protocol, "subscriber", true);
        again.expect("3a .. s'a' %04x [] 'x'".formatted(packetId));
        again.send("40 02 %04x".formatted(packetId)).barrier(); // PUBACK
        again.close();
        broker.resume(protocol, "subscriber", true).barrier();
    }

    @ParameterizedTest
    @ValueSource(ints = {0x80, 0x83, 0x87, 0x90, 0x91, 0x97, 0x99})
    @Normative("MQTT-4.4.0-2")
    void aPubAckWithAnErrorSettlesTheMessage(int reasonCode) {
        RawClient subscriber =
                broker.resume(Protocol.MQTT_5_0, "subscriber", false).subscribe("a", 1);
        broker.connect(Protocol.MQTT_5_0, "publisher").publish("a", 1, "x");
        ReceivedPacket publish = subscriber.expectPublish("a", "x");
        subscriber
                .send("40 03 %04x %02x".formatted(publish.packetId(), reasonCode))
                .barrier(); // PUBACK
        subscriber.close();
        broker.resume(Protocol.MQTT_5_0, "subscriber", true).barrier();
    }
}
