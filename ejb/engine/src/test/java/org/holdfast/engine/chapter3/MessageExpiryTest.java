package org.holdfast.engine.chapter3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_3_1_1;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;
import static org.holdfast.engine.testing.ReceivedPacket.PUBACK;
import static org.holdfast.engine.testing.ReceivedPacket.PUBCOMP;
import static org.holdfast.engine.testing.ReceivedPacket.PUBREC;

import java.time.Duration;
import org.holdfast.engine.conformance.Normative;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.ReceivedPacket;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Message Expiry Interval (section 3.3.2.3.3) of messages that are not retained. */
class MessageExpiryTest {
    private static final int MESSAGE_EXPIRY_INTERVAL = 0x02;

    @RegisterExtension
    final TestBroker broker = TestBroker.create();

    private RawClient publish(String payload, int seconds) {
        RawClient publisher = broker.connect(MQTT_5_0, "publisher");
        publisher.send("32 .. s'a' 0001 [02 %08x] '%s'".formatted(seconds, payload)); // PUBLISH QoS 1
        publisher.expectAck(PUBACK, 1);
        return publisher;
    }

    private void subscribeAndLeave() {
        broker.resume(MQTT_5_0, "subscriber", false).subscribe("a", 2).disconnect();
    }

    @Test
    @Normative("MQTT-3.3.2-6")
    void aLiveMessageHasItsWholeInterval() {
        RawClient subscriber = broker.connect(MQTT_5_0, "subscriber").subscribe("a", 0);
        publish("x", 100);
        assertThat(subscriber.expectPublish("a", "x").properties().number(MESSAGE_EXPIRY_INTERVAL))
                .isBetween(99L, 100L);
    }

    @Test
    @Normative("MQTT-3.3.2-6")
    void aMessageThatWaitedHasWhatIsLeft() {
        subscribeAndLeave();
        publish("x", 100);
        broker.clock().advance(Duration.ofSeconds(40));
        RawClient subscriber = broker.resume(MQTT_5_0, "subscriber", true);
        assertThat(subscriber.expectPublish("a", "x").properties().number(MESSAGE_EXPIRY_INTERVAL))
                .isBetween(59L, 60L);
    }

    @Test
    @Normative("MQTT-3.3.2-5")
    void aMessageThatExpiredWhileItWaitedIsNotDelivered() {
        subscribeAndLeave();
        publish("short", 5);
        publish("none", 1_000);
        broker.clock().advance(Duration.ofSeconds(6));
        RawClient subscriber = broker.resume(MQTT_5_0, "subscriber", true);
        subscriber.expectPublish("a", "none");
        subscriber.barrier();
    }

    @Test
    @Normative("MQTT-3.3.2-5")
    void anExpiredMessageDoesNotHoldUpTheOnesBehindIt() {
        subscribeAndLeave();
        for (int i = 0; i < 20; i++) {
            publish("" + i, i % 2 == 0 ? 5 : 1_000);
        }
        broker.clock().advance(Duration.ofSeconds(6));
        RawClient subscriber = broker.resume(MQTT_5_0, "subscriber", true);
        for (int i = 1; i < 20; i += 2) {
            subscriber.acknowledge(subscriber.expectPublish("a", "" + i));
        }
        subscriber.barrier();
    }

    @Test
    @Normative("MQTT-3.3.2-5")
    void aMessageThatExpiredWhileTheWindowWasFullIsNotDelivered() {
        RawClient subscriber = broker.open(MQTT_5_0);
        subscriber.send("10 .. @ 02 0000 [21 0001] s'subscriber'"); // CONNECT, Receive Maximum 1
        subscriber.expectAccepted(false);
        subscriber.subscribe("a", 1);
        publish("first", 1_000);
        publish("expires", 5);
        publish("last", 1_000);
        ReceivedPacket first = subscriber.expectPublish("a", "first");
        broker.clock().advance(Duration.ofSeconds(6));
        subscriber.acknowledge(first).expectPublish("a", "last");
    }

    @Test
    @Normative("MQTT-4.3.3-7")
    void aQos2MessageThatHasBeenSentNoLongerExpires() {
        RawClient subscriber = broker.resume(MQTT_5_0, "subscriber", false).subscribe("a", 2);
        RawClient publisher = broker.connect(MQTT_5_0, "publisher");
        publisher.send("34 .. s'a' 0001 [02 00000005] 'x'").expectAck(PUBREC, 1); // PUBLISH QoS 2, 5 seconds
        publisher.send("62 02 0001").expectAck(PUBCOMP, 1); // PUBREL
        int packetId = subscriber.expectPublish("a", 2, "x").packetId();
        subscriber.close();
        broker.clock().advance(Duration.ofSeconds(6));
        RawClient again = broker.resume(MQTT_5_0, "subscriber", true);
        ReceivedPacket publish = again.expectPublish("a", 2, "x");
        assertThat(publish.packetId()).isEqualTo(packetId);
        assertThat(publish.dup()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"100, 40", "5, 6"}) // while it lives, and when it has expired meanwhile
    @Normative({"MQTT-3.3.2-6", "MQTT-4.4.0-1"})
    void aMessageThatIsSentAgainHasTheIntervalOfItsFirstSending(int interval, int away) {
        RawClient subscriber = broker.resume(MQTT_5_0, "subscriber", false).subscribe("a", 1);
        publish("x", interval);
        long first = subscriber.expectPublish("a", 1, "x").properties().number(MESSAGE_EXPIRY_INTERVAL);
        subscriber.close();
        broker.clock().advance(Duration.ofSeconds(away));
        ReceivedPacket again = broker.resume(MQTT_5_0, "subscriber", true).expectPublish("a", 1, "x");
        assertThat(again.dup()).isTrue();
        assertThat(again.properties().number(MESSAGE_EXPIRY_INTERVAL)).isEqualTo(first);
    }

    @Test
    @Normative("MQTT-3.3.2-5")
    void aMessageThatExpiresBeforeItsDeliveryHasBegunIsNotDelivered() {
        RawClient subscriber = broker.open(MQTT_5_0);
        subscriber.send("10 .. @ 02 0000 [11 00000e10 21 0001] s'subscriber'"); // CONNECT, expiry, Receive Maximum 1
        subscriber.expectAccepted(false);
        subscriber.subscribe("a", 2);
        broker.store().block();
        RawClient publisher = broker.connect(MQTT_5_0, "publisher");
        publisher.send("34 .. s'a' 0001 [02 00000005] 'x'").barrier(); // PUBLISH QoS 2, 5 seconds
        publisher.send("34 .. s'a' 0002 [] 'y'").barrier(); // PUBLISH QoS 2
        subscriber.barrier(); // the first copy has a Packet Identifier and leaves after the commit, the other waits
        broker.clock().advance(Duration.ofSeconds(6));
        broker.store().release();
        publisher.expectAck(PUBREC, 1);
        publisher.expectAck(PUBREC, 2);
        subscriber.expectPublish("a", 2, "y");
        subscriber.barrier();
    }

    @Test
    @Normative("MQTT-4.3.3-13")
    void anExpiryDuringTheHandshakeDoesNotStopIt() {
        RawClient publisher = broker.connect(MQTT_5_0, "publisher");
        publisher.send("34 .. s'a' 0001 [02 00000005] 'x'").expectAck(PUBREC, 1); // PUBLISH QoS 2, 5 seconds
        broker.clock().advance(Duration.ofSeconds(6));
        publisher.send("3c .. s'a' 0001 [02 00000005] 'x'").expectAck(PUBREC, 1); // the same with DUP
        publisher.send("62 02 0001").expectAck(PUBCOMP, 1, 0); // PUBREL
    }

    @Test
    @Normative("MQTT-3.3.2-5")
    void anExpiryOfZeroReachesNobodyWhoIsAway() {
        subscribeAndLeave();
        publish("x", 0);
        broker.resume(MQTT_5_0, "subscriber", true).barrier();
    }

    @Test
    void aSubscriberWithoutPropertiesGetsTheMessageWhileItLives() {
        broker.resume(MQTT_3_1_1, "alive", false).subscribe("a", 1).disconnect();
        broker.resume(MQTT_3_1_1, "late", false).subscribe("a", 1).disconnect();
        publish("x", 100);
        broker.resume(MQTT_3_1_1, "alive", true).expect("32 .. s'a' ____ 'x'");
        broker.clock().advance(Duration.ofSeconds(101));
        broker.resume(MQTT_3_1_1, "late", true).barrier();
    }

    @Test
    void aWillExpiresToo() {
        broker.resume(MQTT_5_0, "heir", false).subscribe("will", 1).disconnect();
        RawClient watcher = broker.connect(MQTT_5_0, "watcher").subscribe("will", 0);
        RawClient mortal = broker.open(MQTT_5_0);
        mortal.send("10 .. @ 0e 0000 [] s'mortal' [02 00000005] s'will' s'gone'"); // CONNECT, Will QoS 1
        mortal.expectAccepted();
        mortal.close();
        assertThat(watcher.expectPublish("will", "gone").properties().number(MESSAGE_EXPIRY_INTERVAL))
                .isBetween(4L, 5L);
        broker.clock().advance(Duration.ofSeconds(6));
        broker.resume(MQTT_5_0, "heir", true).barrier();
    }
}
