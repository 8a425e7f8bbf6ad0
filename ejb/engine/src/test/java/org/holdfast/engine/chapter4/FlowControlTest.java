package org.holdfast.engine.chapter4;

import static org.holdfast.engine.testing.Protocol.MQTT_3_1_1;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;
import static org.holdfast.engine.testing.ReceivedPacket.PUBCOMP;
import static org.holdfast.engine.testing.ReceivedPacket.PUBLISH;
import static org.holdfast.engine.testing.ReceivedPacket.PUBREC;
import static org.holdfast.engine.testing.ReceivedPacket.PUBREL;

import org.holdfast.engine.conformance.Normative;
import org.holdfast.engine.testing.Protocol;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.ReceivedPacket;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Flow control by Receive Maximum in both directions (section 4.9). The broker's own is 3. */
class FlowControlTest {
    @RegisterExtension
    final TestBroker broker = TestBroker.create().receiveMaximum(3).maximumInflight(4);

    private RawClient subscriber(int receiveMaximum, int qos) {
        RawClient client = broker.open(MQTT_5_0);
        client.send("10 .. @ 02 0000 [11 00000e10 21 %04x] s'subscriber'".formatted(receiveMaximum)); // CONNECT
        client.expectAccepted(false);
        return client.subscribe("a", qos);
    }

    private RawClient publish(int count, int qos) {
        RawClient publisher = broker.connect(MQTT_5_0, "publisher");
        for (int i = 1; i <= count; i++) {
            publisher.publish("a", qos, "" + i);
        }
        return publisher;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    @Normative({"MQTT-3.3.4-9", "MQTT-4.9.0-1", "MQTT-4.9.0-2"})
    void noMoreDeliveriesAreOpenThanTheClientsReceiveMaximum(int receiveMaximum) {
        RawClient subscriber = subscriber(receiveMaximum, 1);
        RawClient publisher = publish(6, 1);
        ReceivedPacket[] open = new ReceivedPacket[7];
        for (int i = 1; i <= receiveMaximum; i++) {
            open[i] = subscriber.expectPublish("a", 1, "" + i);
        }
        subscriber.expectNothingFrom(publisher);
        for (int i = receiveMaximum + 1; i <= 6; i++) {
            subscriber.acknowledge(open[i - receiveMaximum]);
            open[i] = subscriber.expectPublish("a", 1, "" + i);
            subscriber.barrier();
        }
    }

    @Test
    @Normative({"MQTT-3.3.4-9", "MQTT-4.9.0-2"})
    void aQos2DeliveryIsOpenUpToItsPubComp() {
        RawClient subscriber = subscriber(1, 2);
        publish(2, 2);
        int packetId = subscriber.expectPublish("a", 2, "1").packetId();
        subscriber.send("50 02 %04x".formatted(packetId)).expectAck(PUBREL, packetId); // PUBREC
        subscriber.barrier();
        subscriber.send("70 02 %04x".formatted(packetId)); // PUBCOMP
        subscriber.expectPublish("a", 2, "2");
    }

    @Test
    @Normative("MQTT-4.9.0-2")
    void aPubRecWithAnErrorClosesAQos2Delivery() {
        RawClient subscriber = subscriber(1, 2);
        publish(2, 2);
        int packetId = subscriber.expectPublish("a", 2, "1").packetId();
        subscriber.barrier().send("50 03 %04x 97".formatted(packetId)); // PUBREC, Quota exceeded
        subscriber.expectPublish("a", 2, "2");
    }

    @Test
    @Normative("MQTT-4.9.0-2")
    void anAcknowledgementForAnUnknownPacketIdentifierOpensNoWindow() {
        RawClient subscriber = subscriber(1, 1);
        publish(2, 1);
        int packetId = subscriber.expectPublish("a", 1, "1").packetId();
        subscriber.send("40 02 %04x".formatted(packetId + 1)).barrier(); // PUBACK of another
        subscriber.send("40 02 %04x".formatted(packetId)).expectPublish("a", 1, "2");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    @Normative({"MQTT-3.3.4-10", "MQTT-4.9.0-3"})
    void aFullWindowHoldsBackNoOtherPackets(int qos) {
        RawClient subscriber = subscriber(1, qos);
        publish(2, qos);
        subscriber.expectPublish("a", qos, "1");
        subscriber.subscribe("b", 0).unsubscribe("b"); // SUBACK, UNSUBACK
        subscriber.publish("c", 0, "y").publish("c", 1, "y").publish("c", 2, "y"); // PUBACK, PUBREC, PUBCOMP
        subscriber.barrier(); // PINGRESP
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    @Normative({"MQTT-3.3.4-9", "MQTT-4.9.0-2"})
    void retainedMessagesWaitForTheWindowToo(int qos) {
        RawClient publisher = broker.connect(MQTT_5_0, "publisher");
        for (int i = 1; i <= 4; i++) {
            publisher.publishRetained("r/" + i, qos, "" + i);
        }
        RawClient subscriber = subscriber(1, 0).subscribe("r/+", qos);
        for (int i = 1; i <= 4; i++) {
            ReceivedPacket publish = subscriber.expectType(PUBLISH);
            subscriber.barrier().acknowledge(publish);
        }
        subscriber.barrier();
    }

    @Test
    void aMessageThatWaitsForTheWindowIsDeliveredAfterAReconnect() {
        RawClient subscriber = subscriber(1, 1);
        publish(3, 1);
        subscriber.expectPublish("a", 1, "1");
        subscriber.close();
        RawClient again = broker.resume(MQTT_5_0, "subscriber", true);
        for (int i = 1; i <= 3; i++) {
            again.acknowledge(again.expectPublish("a", 1, "" + i));
        }
        again.barrier();
    }

    @Test
    @Normative({"MQTT-3.3.4-9", "MQTT-4.9.0-1"})
    void aSmallerReceiveMaximumHoldsForWhatIsSentAgainToo() {
        RawClient subscriber = subscriber(3, 1);
        publish(3, 1);
        for (int i = 1; i <= 3; i++) {
            subscriber.expectPublish("a", 1, "" + i);
        }
        subscriber.close();
        RawClient again = broker.open(MQTT_5_0);
        again.send("10 .. @ 00 0000 [11 00000e10 21 0001] s'subscriber'"); // CONNECT, Receive Maximum 1
        again.expectAccepted(true);
        for (int i = 1; i <= 3; i++) {
            ReceivedPacket publish = again.expectPublish("a", 1, "" + i);
            again.barrier().acknowledge(publish);
        }
    }

    @Test
    void theBrokersOwnLimitHoldsWhereTheClientsIsHigher() {
        RawClient subscriber = subscriber(0xffff, 1);
        RawClient publisher = publish(6, 1);
        for (int i = 1; i <= 4; i++) {
            subscriber.expectPublish("a", 1, "" + i);
        }
        subscriber.expectNothingFrom(publisher);
    }

    @ParameterizedTest
    @EnumSource(names = {"MQTT_3_1", "MQTT_3_1_1"})
    void theBrokersOwnLimitHoldsForClientsThatCannotStateOne(Protocol protocol) {
        RawClient subscriber = broker.connect(protocol, "subscriber").subscribe("a", 1);
        RawClient publisher = publish(5, 1);
        ReceivedPacket first = subscriber.expectPublish("a", 1, "1");
        for (int i = 2; i <= 4; i++) {
            subscriber.expectPublish("a", 1, "" + i);
        }
        subscriber.expectNothingFrom(publisher);
        subscriber.acknowledge(first).expectPublish("a", 1, "5");
    }

    @Test
    void aReceiveMaximumOfZeroIsAProtocolError() {
        broker.open(MQTT_5_0).send("10 .. @ 02 0000 [21 0000] s'a'").expectRefused(0x82); // section 3.1.2.11.3
    }

    @Test
    @Normative("MQTT-3.3.4-7")
    void asManyPublishesAsTheBrokersReceiveMaximumMayBeOpenAndNoMore() {
        RawClient publisher = broker.connect(MQTT_5_0, "publisher");
        for (int id = 1; id <= 3; id++) {
            publisher.send("34 .. s'a' %04x [] 'x'".formatted(id)).expectAck(PUBREC, id); // PUBLISH QoS 2
        }
        publisher.barrier().send("34 .. s'a' 0004 [] 'x'"); // one too many
        publisher.expectDisconnect(0x93);
    }

    @Test
    void aPublishThatWasOneTooManyIsTakenWhenItIsSentAgain() {
        RawClient subscriber = broker.connect(MQTT_5_0, "subscriber").subscribe("a", 0);
        RawClient publisher = broker.resume(MQTT_5_0, "publisher", false);
        for (int id = 1; id <= 3; id++) {
            publisher.send("34 .. s'a' %04x [] '%d'".formatted(id, id)).expectAck(PUBREC, id); // PUBLISH QoS 2
            subscriber.expectPublish("a", "" + id);
        }
        publisher.send("34 .. s'a' 0004 [] '4'").expectDisconnect(0x93); // PUBLISH QoS 2
        RawClient again = broker.resume(MQTT_5_0, "publisher", true);
        again.send("3c .. s'a' 0004 [] '4'").expectAck(PUBREC, 4); // PUBLISH QoS 2, DUP
        subscriber.expectPublish("a", "4");
    }

    @Test
    void aCompletedPublishMakesRoomForAnother() {
        RawClient publisher = broker.connect(MQTT_5_0, "publisher");
        for (int id = 1; id <= 10; id++) {
            publisher.send("34 .. s'a' %04x [] 'x'".formatted(id)).expectAck(PUBREC, id); // PUBLISH QoS 2
            if (id >= 3) {
                publisher.send("62 02 %04x".formatted(id - 2)).expectAck(PUBCOMP, id - 2); // PUBREL
            }
        }
        publisher.barrier();
    }

    @Test
    void aRepeatedPublishIsNotCountedTwice() {
        RawClient publisher = broker.connect(MQTT_5_0, "publisher");
        for (int id = 1; id <= 3; id++) {
            publisher.send("34 .. s'a' %04x [] 'x'".formatted(id)).expectAck(PUBREC, id); // PUBLISH QoS 2
        }
        publisher.send("3c .. s'a' 0001 [] 'x'").expectAck(PUBREC, 1); // the first again, DUP 1
        publisher.barrier();
    }

    @Test
    void aClientThatIsNotToldOfTheLimitIsNotHeldToIt() {
        RawClient publisher = broker.connect(MQTT_3_1_1, "publisher");
        for (int id = 1; id <= 10; id++) {
            publisher.send("34 .. s'a' %04x 'x'".formatted(id)).expectAck(PUBREC, id); // PUBLISH QoS 2
        }
        for (int id = 1; id <= 10; id++) {
            publisher.send("62 02 %04x".formatted(id)).expectAck(PUBCOMP, id); // PUBREL
        }
    }
}
