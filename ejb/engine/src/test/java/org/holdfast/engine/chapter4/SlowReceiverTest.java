package org.holdfast.engine.chapter4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_3_1_1;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;
import static org.holdfast.engine.testing.ReceivedPacket.PUBACK;

import java.time.Duration;
import java.util.Arrays;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.ReceivedPacket;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Back-pressure: a receiver that does not read costs a bounded queue, and nobody else anything. */
class SlowReceiverTest {
    private static final String PAYLOAD = "x".repeat(10_000);

    @RegisterExtension
    final TestBroker broker = TestBroker.create().maximumQueuedMessages(500).maximumQueuedBytes(2 << 20);

    private RawClient thatDoesNotRead(int qos) {
        RawClient slow = broker.openWithSmallWindow(MQTT_5_0);
        slow.send("10 .. @ 02 0000 [] s'slow'").expectAccepted(false); // CONNECT
        return slow.subscribe("flood", qos);
    }

    /** Publishes 60 MB, far more than sockets and queue hold, and sees each message acknowledged. */
    private static void flood(RawClient publisher) {
        String[] publishes = new String[100];
        Arrays.setAll(publishes, i -> "32 .. s'flood' %04x [] '%s'".formatted(i + 1, PAYLOAD)); // PUBLISH QoS 1
        for (int round = 0; round < 60; round++) {
            publisher.send(publishes);
            for (int id = 1; id <= 100; id++) {
                publisher.expectAck(PUBACK, id);
            }
        }
    }

    @Test
    void aReceiverThatDoesNotReadLosesMessagesAndThePublisherGoesOn() {
        thatDoesNotRead(0);
        flood(broker.connect(MQTT_5_0, "publisher"));
        assertThat(broker.broker().status().sessions().droppedMessages()).isBetween(1_000L, 6_000L);
    }

    @Test
    void aReceiverThatReadsGetsEverythingBesideOneThatDoesNot() {
        thatDoesNotRead(1);
        RawClient reading = broker.connect(MQTT_5_0, "reading").subscribe("other/#", 1);
        RawClient publisher = broker.connect(MQTT_5_0, "publisher");
        flood(publisher);
        for (int i = 0; i < 100; i++) {
            publisher.publish("other/" + i, 1, "" + i);
            reading.acknowledge(reading.expectPublish("other/" + i, 1, "" + i));
        }
    }

    @Test
    void whatAReceiverGetsAfterAPauseIsInOrder() {
        RawClient slow = thatDoesNotRead(0);
        RawClient publisher = broker.connect(MQTT_5_0, "publisher");
        for (int i = 0; i < 3_000; i++) {
            publisher.send("30 .. s'flood' [] '%d %s'".formatted(i, PAYLOAD.substring(0, 2_000))); // PUBLISH QoS 0
        }
        int last = -1;
        for (ReceivedPacket packet : slow.receiveAllFrom(publisher)) {
            String payload = packet.payload();
            int number = Integer.parseInt(payload.substring(0, payload.indexOf(' ')));
            assertThat(number).isGreaterThan(last);
            last = number;
        }
        assertThat(last).isGreaterThanOrEqualTo(500);
    }

    @Test
    void aReceiverThatDoesNotReadCanBeTakenOver() {
        RawClient slow = thatDoesNotRead(0);
        flood(broker.connect(MQTT_5_0, "publisher"));
        RawClient newer = broker.connect(MQTT_5_0, "slow");
        newer.barrier();
        assertThat(slow.receiveUntilClosed()).isNotEmpty();
    }

    @Test
    void aReceiverThatDoesNotReadDoesNotHoldUpTheStop() {
        thatDoesNotRead(0);
        flood(broker.connect(MQTT_5_0, "publisher"));
        long begin = System.nanoTime();
        broker.broker().stop();
        assertThat(System.nanoTime() - begin).isLessThan(8_000_000_000L); // the host has 10 seconds for all
    }

    @Test
    void acknowledgementsThatAreNeverReadEndInBackPressureAndNotInTheHeap() {
        RawClient silent = broker.openWithSmallWindow(MQTT_5_0);
        silent.send("10 .. @ 02 0000 [] s'silent'").expectAccepted(false); // CONNECT
        for (int i = 0; i < 500; i++) {
            silent.send("32 .. s'a' 0001 [] 'x'"); // PUBLISH QoS 1, and reads no PUBACK
        }
        broker.connect(MQTT_5_0, "other").publish("b", 1, "y");
        for (int i = 0; i < 500; i++) {
            silent.expectAck(PUBACK, 1);
        }
    }

    @Test
    void whatIsSentAgainToASlowMqtt3ClientDoesNotPileUp() {
        Duration interval = Duration.ofSeconds(5);
        try (TestBroker impatient = TestBroker.create()
                .resendInterval(interval)
                .maximumInflight(100)
                .start()) {
            RawClient slow = impatient.openWithSmallWindow(MQTT_3_1_1);
            slow.send("10 .. @ 02 0000 s'slow'").expectAccepted(false); // CONNECT without Keep Alive
            slow.subscribe("a", 1);
            RawClient publisher = impatient.connect(MQTT_5_0, "publisher");
            for (int i = 0; i < 100; i++) {
                publisher.publish("a", 1, PAYLOAD.repeat(4)); // 4 MB in flight
            }
            for (int round = 0; round < 40; round++) {
                impatient.letPass(interval);
            }
            long bytes = 0;
            for (ReceivedPacket packet : slow.receiveAllFrom(publisher)) {
                bytes += packet.bytes().length;
            }
            assertThat(bytes).isLessThan(20_000_000); // what sockets hold, and a round more; not 40 rounds
        }
    }
}
