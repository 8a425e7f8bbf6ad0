package org.holdfast.engine.chapter4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;
import static org.holdfast.engine.testing.ReceivedPacket.PUBCOMP;
import static org.holdfast.engine.testing.ReceivedPacket.PUBREC;
import static org.holdfast.engine.testing.ReceivedPacket.PUBREL;

import org.holdfast.engine.testing.Protocol;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.ReceivedPacket;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** QoS 2: exactly once delivery (section 4.3.3), as receiver and as sender. */
class PublishQos2Test {
    @RegisterExtension
    final TestBroker broker = TestBroker.create();

    @ParameterizedTest
    @EnumSource
    void theFourPacketsOfAnExchangeShareThePacketIdentifier(Protocol protocol) {
        RawClient publisher = broker.connect(protocol, "publisher");
        publisher.send("34 .. s'a' 1234 [] 'x'"); // PUBLISH QoS 2
        publisher.expectAck(PUBREC, 0x1234); // [MQTT-2.2.1-5] [MQTT-3.3.4-1] [MQTT-4.3.3-8]
        publisher.send("62 02 1234"); // PUBREL
        publisher.expectAck(PUBCOMP, 0x1234); // [MQTT-4.3.3-11]
        publisher.barrier();
    }

    @ParameterizedTest
    @EnumSource
    void aRepeatedPublishIsDeliveredOnce(Protocol protocol) {
        RawClient subscriber = broker.connect(protocol, "subscriber").subscribe("a", 0);
        RawClient publisher = broker.connect(protocol, "publisher");
        publisher.send("34 .. s'a' 0001 [] 'x'").expectAck(PUBREC, 1); // PUBLISH QoS 2
        publisher.send("3c .. s'a' 0001 [] 'x'").expectAck(PUBREC, 1); // the same with DUP
        publisher.send("62 02 0001").expectAck(PUBCOMP, 1); // PUBREL
        subscriber.expectPublish("a", "x");
        subscriber.expectNothingFrom(publisher); // [MQTT-4.3.3-10]
    }

    @ParameterizedTest
    @EnumSource
    void afterPubCompThePacketIdentifierStandsForAnotherMessage(Protocol protocol) {
        RawClient subscriber = broker.connect(protocol, "subscriber").subscribe("a", 0);
        RawClient publisher = broker.connect(protocol, "publisher");
        for (int round = 0; round < 2; round++) {
            publisher.send("34 .. s'a' 0001 [] 'x'").expectAck(PUBREC, 1); // PUBLISH QoS 2
            publisher.send("62 02 0001").expectAck(PUBCOMP, 1); // PUBREL
            subscriber.expectPublish("a", "x"); // [MQTT-4.3.3-12]
        }
        subscriber.expectNothingFrom(publisher);
    }

    @ParameterizedTest
    @EnumSource
    void aRepeatedPubRelIsAnsweredAgain(Protocol protocol) {
        RawClient publisher = broker.connect(protocol, "publisher");
        publisher.send("34 .. s'a' 0001 [] 'x'").expectAck(PUBREC, 1); // PUBLISH QoS 2
        publisher.send("62 02 0001").expectAck(PUBCOMP, 1); // PUBREL
        publisher.send("62 02 0001"); // PUBREL
        publisher.expectAck(PUBCOMP, 1, protocol.hasProperties() ? 0x92 : 0); // [MQTT-3.7.2-1]
    }

    @ParameterizedTest
    @EnumSource
    void anExchangeGoesOnWhereAResumedSessionLeftIt(Protocol protocol) {
        RawClient subscriber = broker.connect(protocol, "subscriber").subscribe("a", 0);
        RawClient publisher = broker.resume(protocol, "publisher", false);
        publisher.send("34 .. s'a' 0001 [] 'x'").expectAck(PUBREC, 1); // PUBLISH QoS 2
        publisher.close();
        RawClient again = broker.resume(protocol, "publisher", protocol != Protocol.MQTT_3_1);
        again.send("3c .. s'a' 0001 [] 'x'").expectAck(PUBREC, 1); // PUBLISH QoS 2, DUP
        again.send("62 02 0001").expectAck(PUBCOMP, 1, 0); // PUBREL
        subscriber.expectPublish("a", "x");
        subscriber.expectNothingFrom(again); // [MQTT-4.3.3-10]
    }

    @ParameterizedTest
    @EnumSource
    void aDeliveryIsReleasedAfterPubRec(Protocol protocol) {
        RawClient subscriber = broker.connect(protocol, "subscriber").subscribe("a", 2);
        broker.connect(protocol, "publisher").publish("a", 2, "x");
        int packetId = subscriber.expect("34 .. s'a' ____ [] 'x'").packetId(); // [MQTT-4.3.3-2]
        subscriber.barrier().send("50 02 %04x".formatted(packetId)); // PUBREC
        ReceivedPacket pubRel = subscriber.expectAck(PUBREL, packetId, 0); // [MQTT-4.3.3-4]
        assertThat(pubRel.flags()).isEqualTo(2); // [MQTT-3.6.1-1]
        subscriber.send("70 02 %04x".formatted(packetId)).barrier(); // PUBCOMP
    }

    @ParameterizedTest
    @EnumSource(names = {"MQTT_3_1_1", "MQTT_5_0"})
    void beforePubRecTheMessageIsSentAgainOnResume(Protocol protocol) {
        RawClient subscriber = broker.resume(protocol, "subscriber", false).subscribe("a", 2);
        broker.connect(protocol, "publisher").publish("a", 2, "x");
        int packetId = subscriber.expectPublish("a", 2, "x").packetId();
        subscriber.close();
        RawClient again = broker.resume(protocol, "subscriber", true);
        ReceivedPacket publish = again.expect("3c .. s'a' %04x [] 'x'".formatted(packetId)); // [MQTT-4.3.3-3]
        again.acknowledge(publish).barrier();
    }

    @ParameterizedTest
    @EnumSource(names = {"MQTT_3_1_1", "MQTT_5_0"})
    void afterPubRecOnlyPubRelIsSentAgainOnResume(Protocol protocol) {
        RawClient subscriber = broker.resume(protocol, "subscriber", false).subscribe("a", 2);
        broker.connect(protocol, "publisher").publish("a", 2, "x");
        int packetId = subscriber.expectPublish("a", 2, "x").packetId();
        subscriber.send("50 02 %04x".formatted(packetId)).expectAck(PUBREL, packetId, 0); // PUBREC
        subscriber.close();
        RawClient again = broker.resume(protocol, "subscriber", true);
        again.expectAck(PUBREL, packetId, 0); // [MQTT-4.3.3-5] [MQTT-4.3.3-6]
        again.send("70 02 %04x".formatted(packetId)).barrier(); // PUBCOMP
        again.close();
        broker.resume(protocol, "subscriber", true).barrier();
    }

    @ParameterizedTest
    @ValueSource(ints = {0x80, 0x83, 0x87, 0x90, 0x91, 0x97, 0x99})
    void aPubRecWithAnErrorSettlesTheMessage(int reasonCode) {
        RawClient subscriber = broker.resume(MQTT_5_0, "subscriber", false).subscribe("a", 2);
        broker.connect(MQTT_5_0, "publisher").publish("a", 2, "x");
        int packetId = subscriber.expectPublish("a", 2, "x").packetId();
        subscriber.send("50 03 %04x %02x".formatted(packetId, reasonCode)).barrier(); // PUBREC, no PUBREL after it
        subscriber.close();
        broker.resume(MQTT_5_0, "subscriber", true).barrier(); // [MQTT-4.3.3-4] [MQTT-4.4.0-2]
    }

    @Test
    void aPubRecForAnUnknownPacketIdentifierIsAnsweredWithItsReason() {
        RawClient client = broker.connect(MQTT_5_0, "client");
        client.send("50 02 0abc").expectAck(PUBREL, 0x0abc, 0x92); // [MQTT-3.6.2-1]
        client.send("70 03 0abc 92").barrier(); // PUBCOMP
    }

    @Test
    void aPubRelForAnUnknownPacketIdentifierIsAnsweredWithItsReason() {
        RawClient client = broker.connect(MQTT_5_0, "client");
        client.send("62 02 0abc").expectAck(PUBCOMP, 0x0abc, 0x92); // [MQTT-3.7.2-1]
    }

    @Test
    void anAcknowledgementForAnUnknownPacketIdentifierDisturbsNothing() {
        RawClient client = broker.connect(MQTT_5_0, "client");
        client.send("40 02 0abc", "70 02 0abc").barrier(); // PUBACK, PUBCOMP
    }
}
