package org.holdfast.engine.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;

import java.util.BitSet;
import org.holdfast.engine.conformance.Normative;
import org.holdfast.engine.testing.Protocol;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.ReceivedPacket;
import org.holdfast.engine.testing.RecordingStore;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Delivery to a new subscription: SUBACK first, then all of them, as fast as the receiver takes them (contract, point 8). */
class RetainedDeliveryTest {
    private static final int COUNT = 20_000;

    @RegisterExtension
    static final TestBroker broker = TestBroker.create().store(store());

    private static RecordingStore store() {
        RecordingStore store = new RecordingStore();
        for (int i = 0; i < COUNT; i++) {
            store.with("bulk/%d/%d".formatted(i % 100, i), 2, "payload " + i);
        }
        return store;
    }

    private static RawClient subscriber(int receiveMaximum) {
        RawClient subscriber = broker.openWithSmallWindow(MQTT_5_0);
        subscriber.send("10 .. @ 02 0000 [21 %04x] s'subscriber'".formatted(receiveMaximum)); // CONNECT
        subscriber.expectAccepted(false);
        return subscriber;
    }

    /** Receives each of the stored messages exactly once. */
    private static void receiveAll(RawClient subscriber) {
        BitSet received = new BitSet();
        for (int i = 0; i < COUNT; i++) {
            ReceivedPacket publish = nextPublish(subscriber);
            int number = Integer.parseInt(publish.payload().substring("payload ".length()));
            assertThat(received.get(number)).as("%s has come before", publish).isFalse();
            assertThat(publish.topic()).isEqualTo("bulk/%d/%d".formatted(number % 100, number));
            received.set(number);
            answer(subscriber, publish);
        }
        assertThat(received.cardinality()).isEqualTo(COUNT);
    }

    /** Skips PUBREL, answering it: those of earlier messages come between the later ones. */
    private static ReceivedPacket nextPublish(RawClient subscriber) {
        ReceivedPacket packet = subscriber.receive();
        while (packet.type() == ReceivedPacket.PUBREL) {
            subscriber.send("70 02 %04x".formatted(packet.packetId())); // PUBCOMP
            packet = subscriber.receive();
        }
        assertThat(packet.type()).isEqualTo(ReceivedPacket.PUBLISH);
        return packet;
    }

    private static void answer(RawClient subscriber, ReceivedPacket publish) {
        if (publish.qos() > 0) {
            subscriber.send("%d0 02 %04x".formatted(3 + publish.qos(), publish.packetId())); // PUBACK or PUBREC
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 65535", "1, 1", "1, 10", "1, 65535", "2, 1", "2, 10"})
    void allMessagesArriveAfterTheSubAck(int qos, int receiveMaximum) {
        RawClient subscriber = subscriber(receiveMaximum);
        subscriber.send("82 .. 0001 [] s'#' %02x".formatted(qos)).expect("90 .. 0001 [] %02x".formatted(qos));
        receiveAll(subscriber);
    }

    @ParameterizedTest
    @EnumSource(names = {"MQTT_3_1", "MQTT_3_1_1"})
    void allMessagesArriveInTheEarlierVersionsToo(Protocol protocol) {
        RawClient subscriber = broker.connect(protocol, "subscriber").subscribe("bulk/#", 1);
        receiveAll(subscriber);
        subscriber.barrier();
    }

    @Test
    void aReaderThatStopsHoldsUpNobodyElse() {
        RawClient slow = subscriber(65_535);
        slow.send("82 .. 0001 [] s'bulk/#' 00").expect("90 .. 0001 [] 00"); // SUBSCRIBE, and then reads no more
        RawClient other = broker.connect(MQTT_5_0, "other").subscribe("live", 1);
        for (int i = 0; i < 100; i++) {
            other.publish("live", 0, "" + i).expectPublish("live", 0, "" + i);
        }
        RawClient fast = broker.connect(MQTT_5_0, "fast").subscribe("bulk/#", 0);
        receiveAll(fast);
        receiveAll(slow);
    }

    @Test
    void whileTheyComeTheClientIsServed() {
        RawClient subscriber = subscriber(65_535);
        subscriber.send("82 .. 0001 [] s'bulk/#' 00", "c0 00", "32 .. s'x' 0002 [] ''"); // SUBSCRIBE, PINGREQ, PUBLISH
        subscriber.expect("90 .. 0001 [] 00");
        int publishes = 0;
        for (int others = 0; others < 2; ) {
            ReceivedPacket packet = subscriber.receive();
            boolean publish = packet.type() == ReceivedPacket.PUBLISH;
            publishes += publish ? 1 : 0;
            others += publish ? 0 : 1;
        }
        for (; publishes < COUNT; publishes++) {
            subscriber.expectType(ReceivedPacket.PUBLISH);
        }
        subscriber.barrier();
    }

    @Test
    void anUpdateIsNeverFollowedByTheOlderRetainedMessage() {
        String topic = "bulk/99/19999";
        RawClient subscriber = subscriber(5);
        subscriber.send("82 .. 0001 [] s'bulk/#' 01").expect("90 .. 0001 [] 01"); // SUBSCRIBE
        broker.connect(MQTT_5_0, "publisher").publishRetained(topic, 1, "update");
        boolean updated = false;
        int others = 0;
        while (!updated || others < COUNT - 1) {
            ReceivedPacket publish = nextPublish(subscriber);
            if (!publish.topic().equals(topic)) {
                others++;
            } else {
                assertThat(updated && publish.payload().startsWith("payload")).isFalse();
                updated |= publish.payload().equals("update");
            }
            answer(subscriber, publish);
        }
        broker.connect(MQTT_5_0, "publisher").publishRetained(topic, 2, "payload 19999"); // as the others expect it
    }

    @Test
    void unsubscribingOrLeavingInTheMiddleHarmsNothing() {
        RawClient leaving = subscriber(10);
        leaving.send("82 .. 0001 [] s'bulk/#' 01").expect("90 .. 0001 [] 01"); // SUBSCRIBE
        leaving.expectType(ReceivedPacket.PUBLISH);
        leaving.close();
        RawClient unsubscribing = subscriber(10);
        unsubscribing.send("82 .. 0001 [] s'bulk/#' 01", "a2 .. 0002 [] s'bulk/#'"); // SUBSCRIBE, UNSUBSCRIBE
        ReceivedPacket packet = unsubscribing.receive();
        for (; packet.type() != ReceivedPacket.UNSUBACK; packet = unsubscribing.receive()) {
            assertThat(packet.type()).isIn(ReceivedPacket.SUBACK, ReceivedPacket.PUBLISH);
        }
        receiveAll(broker.connect(MQTT_5_0, "another").subscribe("bulk/#", 0));
    }

    @Test
    void whatHasNotBeenDeliveredWhenTheConnectionBreaksIsNotCounted() {
        RawClient subscriber = broker.resume(MQTT_5_0, "resuming", false);
        subscriber.send("82 .. 0001 [] s'bulk/7/#' 01").expect("90 .. 0001 [] 01"); // SUBSCRIBE: 200 messages
        subscriber.expectType(ReceivedPacket.PUBLISH);
        subscriber.close();
        RawClient again = broker.resume(MQTT_5_0, "resuming", true);
        BitSet received = new BitSet();
        while (received.cardinality() < 200) {
            ReceivedPacket publish = again.expectType(ReceivedPacket.PUBLISH);
            received.set(Integer.parseInt(publish.payload().substring("payload ".length())));
            answer(again, publish);
        }
        again.barrier().send("e0 .. 00 [11 00000000]").expectClosed(); // DISCONNECT, Session Expiry Interval 0
    }

    @ParameterizedTest
    @ValueSource(strings = {"01", "11"}) // Retain Handling 0 and 1
    @Normative({"MQTT-3.3.1-9", "MQTT-3.3.1-10"})
    void subscribingAgainWhileTheyComeLosesNone(String options) {
        RawClient subscriber = subscriber(2);
        String subscribe = "82 .. %04x [] s'bulk/8/#' " + options; // SUBSCRIBE: 200 messages
        subscriber.send(subscribe.formatted(1)).expect("90 .. 0001 [] 01");
        answer(subscriber, subscriber.expectType(ReceivedPacket.PUBLISH));
        subscriber.send(subscribe.formatted(2));
        BitSet received = new BitSet();
        while (received.cardinality() < 199) {
            ReceivedPacket packet = subscriber.receive();
            if (packet.type() == ReceivedPacket.PUBLISH) {
                received.set(Integer.parseInt(packet.payload().substring("payload ".length())));
                answer(subscriber, packet);
            }
        }
    }
}
