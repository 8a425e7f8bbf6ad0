package org.holdfast.engine.chapter4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;
import static org.holdfast.engine.testing.ReceivedPacket.PUBCOMP;
import static org.holdfast.engine.testing.ReceivedPacket.PUBREC;
import static org.holdfast.engine.testing.ReceivedPacket.PUBREL;

import java.util.HashSet;
import java.util.Set;
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
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** QoS 2: exactly once delivery (section 4.3.3), as receiver and as sender. */
@Tag(ExternalBroker.TAG)
class PublishQos2Test {
    @RegisterExtension
    final TestBroker broker = TestBroker.create();

    @ParameterizedTest
    @EnumSource
    @Normative(
            value = {"MQTT-2.2.1-5", "MQTT-3.3.4-1", "MQTT-4.3.3-8", "MQTT-4.3.3-11"},
            mqtt3 = {"MQTT-2.3.1-6", "MQTT-3.3.4-1", "MQTT-4.3.3-2"})
    void theFourPacketsOfAnExchangeShareThePacketIdentifier(Protocol protocol) {
        RawClient publisher = broker.connect(protocol, "publisher");
        for (int packetId : new int[] {1, 0x1234, 0xffff}) {
            publisher.send("34 .. s'a' %04x [] 'x'".formatted(packetId)); // PUBLISH QoS 2
            publisher.expectAck(PUBREC, packetId);
            publisher.barrier().send("62 02 %04x".formatted(packetId)); // PUBREL
            publisher.expectAck(PUBCOMP, packetId, 0);
        }
        publisher.barrier();
    }

    @ParameterizedTest
    @EnumSource
    @Normative(value = "MQTT-4.3.3-10", mqtt3 = "MQTT-4.3.3-2")
    void aRepeatedPublishIsDeliveredOnce(Protocol protocol) {
        RawClient subscriber = broker.connect(protocol, "subscriber").subscribe("a", 0);
        RawClient publisher = broker.connect(protocol, "publisher");
        publisher.send("34 .. s'a' 0001 [] 'x'").expectAck(PUBREC, 1); // PUBLISH QoS 2
        publisher.send("3c .. s'a' 0001 [] 'x'").expectAck(PUBREC, 1); // the same with DUP
        publisher.publish("other", 1, "between"); // whatever comes between
        publisher.send("34 .. s'a' 0001 [] 'x'").expectAck(PUBREC, 1); // the same without DUP
        publisher.send("62 02 0001").expectAck(PUBCOMP, 1, 0); // PUBREL
        subscriber.expectPublish("a", "x");
        subscriber.expectNothingFrom(publisher);
    }

    @ParameterizedTest
    @EnumSource
    @Normative(value = "MQTT-4.3.3-12", mqtt3 = "MQTT-4.3.3-2")
    void afterPubCompThePacketIdentifierStandsForAnotherMessage(Protocol protocol) {
        RawClient subscriber = broker.connect(protocol, "subscriber").subscribe("a", 0);
        RawClient publisher = broker.connect(protocol, "publisher");
        for (int round = 0; round < 2; round++) {
            publisher.send("34 .. s'a' 0001 [] 'x'").expectAck(PUBREC, 1); // PUBLISH QoS 2
            publisher.send("62 02 0001").expectAck(PUBCOMP, 1, 0); // PUBREL
            subscriber.expectPublish("a", "x");
        }
        subscriber.expectNothingFrom(publisher);
    }

    @ParameterizedTest
    @EnumSource
    @Normative(value = "MQTT-3.7.2-1", mqtt3 = "MQTT-4.3.3-2")
    void aRepeatedPubRelIsAnsweredAgain(Protocol protocol) {
        RawClient publisher = broker.connect(protocol, "publisher");
        publisher.send("34 .. s'a' 0001 [] 'x'").expectAck(PUBREC, 1); // PUBLISH QoS 2
        publisher.send("62 02 0001").expectAck(PUBCOMP, 1); // PUBREL
        publisher.send("62 02 0001"); // PUBREL
        publisher.expectAck(PUBCOMP, 1, protocol.hasProperties() ? 0x92 : 0);
    }

    @ParameterizedTest
    @EnumSource
    @Normative(value = "MQTT-4.3.3-10", mqtt3 = "MQTT-4.3.3-2")
    void anExchangeGoesOnWhereAResumedSessionLeftIt(Protocol protocol) {
        RawClient subscriber = broker.connect(protocol, "subscriber").subscribe("a", 0);
        RawClient publisher = broker.resume(protocol, "publisher", false);
        publisher.send("34 .. s'a' 0001 [] 'x'").expectAck(PUBREC, 1); // PUBLISH QoS 2
        publisher.close();
        RawClient again = broker.resume(protocol, "publisher", protocol != Protocol.MQTT_3_1);
        again.send("3c .. s'a' 0001 [] 'x'").expectAck(PUBREC, 1); // PUBLISH QoS 2, DUP
        again.send("62 02 0001").expectAck(PUBCOMP, 1, 0); // PUBREL
        subscriber.expectPublish("a", "x");
        subscriber.expectNothingFrom(again);
    }

    @ParameterizedTest
    @EnumSource
    @Normative(
            value = {"MQTT-3.3.1-3", "MQTT-3.6.1-1", "MQTT-4.3.3-2", "MQTT-4.3.3-4"},
            mqtt3 = {"MQTT-2.2.2-1", "MQTT-3.3.1-3", "MQTT-3.6.1-1", "MQTT-4.3.3-1"})
    void aDeliveryIsReleasedAfterPubRec(Protocol protocol) {
        RawClient subscriber = broker.connect(protocol, "subscriber").subscribe("a", 2);
        broker.connect(protocol, "publisher").send("3c .. s'a' 0001 [] 'x'"); // PUBLISH QoS 2, DUP
        int packetId = subscriber.expect("34 .. s'a' ____ [] 'x'").packetId();
        subscriber.barrier().send("50 02 %04x".formatted(packetId)); // PUBREC
        ReceivedPacket pubRel = subscriber.expectAck(PUBREL, packetId, 0);
        assertThat(pubRel.flags()).isEqualTo(2);
        subscriber.send("70 02 %04x".formatted(packetId)).barrier(); // PUBCOMP
    }

    @ParameterizedTest
    @EnumSource
    @Normative(
            value = {"MQTT-2.2.1-4", "MQTT-4.3.3-1"},
            mqtt3 = {"MQTT-2.3.1-4", "MQTT-4.3.3-1"})
    void deliveriesInFlightHaveDifferentPacketIdentifiersUpToTheirPubComp(Protocol protocol) {
        RawClient subscriber = broker.connect(protocol, "subscriber").subscribe("a", 2);
        RawClient publisher = broker.connect(protocol, "publisher");
        Set<Integer> ids = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            publisher.publish("a", 2, "" + i);
            int packetId = subscriber.expectPublish("a", 2, "" + i).packetId();
            ids.add(packetId);
            if (i % 2 == 0) {
                subscriber.send("50 02 %04x".formatted(packetId)).expectAck(PUBREL, packetId); // PUBREC, no PUBCOMP
            }
        }
        assertThat(ids).hasSize(100).doesNotContain(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"50 02 %04x", "50 03 %04x 00", "50 03 %04x 10", "50 .. %04x 10 [1f s'nobody']"})
    @Normative("MQTT-4.3.3-4")
    void eachPubRecWithoutAnErrorIsAnsweredWithPubRel(String pubRec) {
        RawClient subscriber = broker.connect(MQTT_5_0, "subscriber").subscribe("a", 2);
        broker.connect(MQTT_5_0, "publisher").publish("a", 2, "x");
        int packetId = subscriber.expectPublish("a", 2, "x").packetId();
        subscriber.send(pubRec.formatted(packetId)).expectAck(PUBREL, packetId, 0);
    }

    @ParameterizedTest
    @EnumSource
    @Normative(
            value = {"MQTT-3.6.2-1", "MQTT-4.3.3-6"},
            mqtt3 = "MQTT-4.3.3-1")
    void aRepeatedPubRecIsAnsweredWithPubRelAgainAndNotWithTheMessage(Protocol protocol) {
        RawClient subscriber = broker.connect(protocol, "subscriber").subscribe("a", 2);
        broker.connect(protocol, "publisher").publish("a", 2, "x");
        int packetId = subscriber.expectPublish("a", 2, "x").packetId();
        for (int round = 0; round < 3; round++) {
            subscriber.send("50 02 %04x".formatted(packetId)).expectAck(PUBREL, packetId, 0); // PUBREC
        }
        subscriber.send("70 02 %04x".formatted(packetId)).barrier(); // PUBCOMP
    }

    @ParameterizedTest
    @EnumSource(names = {"MQTT_3_1_1", "MQTT_5_0"})
    @Normative(
            value = {"MQTT-3.3.1-1", "MQTT-4.3.3-3", "MQTT-4.4.0-1"},
            mqtt3 = {"MQTT-3.3.1-1", "MQTT-4.3.3-1", "MQTT-4.4.0-1"})
    void beforePubRecTheMessageIsSentAgainOnResume(Protocol protocol) {
        RawClient subscriber = broker.resume(protocol, "subscriber", false).subscribe("a", 2);
        broker.connect(protocol, "publisher").publish("a", 2, "x");
        int packetId = subscriber.expectPublish("a", 2, "x").packetId();
        subscriber.close();
        RawClient again = broker.resume(protocol, "subscriber", true);
        ReceivedPacket publish = again.expect("3c .. s'a' %04x [] 'x'".formatted(packetId));
        again.acknowledge(publish).barrier();
    }

    @ParameterizedTest
    @EnumSource(names = {"MQTT_3_1_1", "MQTT_5_0"})
    @Normative(
            value = {"MQTT-4.3.3-5", "MQTT-4.3.3-6", "MQTT-4.4.0-1"},
            mqtt3 = {"MQTT-4.3.3-1", "MQTT-4.4.0-1"})
    void afterPubRecOnlyPubRelIsSentAgainOnResume(Protocol protocol) {
        RawClient subscriber = broker.resume(protocol, "subscriber", false).subscribe("a", 2);
        broker.connect(protocol, "publisher").publish("a", 2, "x");
        int packetId = subscriber.expectPublish("a", 2, "x").packetId();
        subscriber.send("50 02 %04x".formatted(packetId)).expectAck(PUBREL, packetId, 0); // PUBREC
        subscriber.close();
        RawClient again = broker.resume(protocol, "subscriber", true);
        again.expectAck(PUBREL, packetId, 0);
        again.send("70 02 %04x".formatted(packetId)).barrier(); // PUBCOMP
        again.close();
        broker.resume(protocol, "subscriber", true).barrier();
    }

    @ParameterizedTest
    @ValueSource(ints = {0x80, 0x83, 0x87, 0x90, 0x91, 0x97, 0x99})
    @Normative({"MQTT-4.3.3-4", "MQTT-4.4.0-2"})
    void aPubRecWithAnErrorSettlesTheMessage(int reasonCode) {
        RawClient subscriber = broker.resume(MQTT_5_0, "subscriber", false).subscribe("a", 2);
        broker.connect(MQTT_5_0, "publisher").publish("a", 2, "x");
        int packetId = subscriber.expectPublish("a", 2, "x").packetId();
        subscriber.send("50 03 %04x %02x".formatted(packetId, reasonCode)).barrier(); // PUBREC, no PUBREL after it
        subscriber.close();
        broker.resume(MQTT_5_0, "subscriber", true).barrier();
    }

    @Test
    @Normative("MQTT-3.6.2-1")
    void aPubRecForAnUnknownPacketIdentifierIsAnsweredWithItsReason() {
        RawClient client = broker.connect(MQTT_5_0, "client");
        client.send("50 02 0abc").expectAck(PUBREL, 0x0abc, 0x92);
        client.send("70 03 0abc 92").barrier(); // PUBCOMP
    }

    @Test
    @Normative("MQTT-3.7.2-1")
    void aPubRelForAnUnknownPacketIdentifierIsAnsweredWithItsReason() {
        RawClient client = broker.connect(MQTT_5_0, "client");
        client.send("62 02 0abc").expectAck(PUBCOMP, 0x0abc, 0x92);
    }

    @Test
    void anAcknowledgementForAnUnknownPacketIdentifierDisturbsNothing() {
        RawClient client = broker.connect(MQTT_5_0, "client");
        client.send("40 02 0abc", "70 02 0abc").barrier(); // PUBACK, PUBCOMP
    }
}
