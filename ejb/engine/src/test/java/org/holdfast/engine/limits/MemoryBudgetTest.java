package org.holdfast.engine.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_3_1_1;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;

import java.util.ArrayList;
import java.util.List;
import org.holdfast.engine.session.store.SessionState;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.ReceivedPacket;
import org.holdfast.engine.testing.RecordingStore;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What clients hold together has a limit: those that hold most give, and others are served on. */
class MemoryBudgetTest {
    private static final long BUDGET = 2_000_000;
    private static final String LARGE = "x".repeat(20_000);

    /** Counted for each broker: larger payloads count once for all that hold them. */
    private static final String MEDIUM = "x".repeat(10_000);

    private static final int STORED = 100;

    @RegisterExtension
    final TestBroker broker = TestBroker.create().maximumMemory(BUDGET);

    private long used() {
        return broker.broker().status().sessions().memoryUsed();
    }

    private void publish(RawClient publisher, String topic, int messages) {
        for (int i = 0; i < messages; i++) {
            publisher.publish(topic, 1, LARGE);
        }
    }

    @Test
    void whatASessionTakesIsGivenBack() throws Exception {
        RawClient publisher = broker.connect(MQTT_5_0, "publisher");
        long before = used();
        RawClient away = broker.resume(MQTT_5_0, "away", false).subscribe("a", 1);
        away.disconnect();
        away.expectClosed();
        publish(publisher, "a", 50);
        assertThat(used()).isBetween(1_000_000L, 1_200_000L);

        RawClient back = broker.resume(MQTT_5_0, "away", true);
        for (int i = 0; i < 50; i++) {
            back.acknowledge(back.expectPublish("a", 1, LARGE));
        }
        back.unsubscribe("a");
        broker.connect(MQTT_5_0, "away").disconnect(); // ends it
        broker.await(status -> status.sessions().memoryUsed() <= before);
    }

    private static void publishStored(RawClient publisher) {
        for (int i = 0; i < STORED; i++) {
            publisher.publish("large", 1, MEDIUM);
        }
    }

    private TestBroker restartedWithLessMemory() {
        return TestBroker.create()
                .maximumMemory(500_000)
                .store(broker.store().copy())
                .start();
    }

    /** The heap of the next start is smaller. */
    @Test
    void storedMessagesThatDoNotFitStayInTheStore() {
        for (String client : new String[] {"small", "large"}) {
            broker.resume(MQTT_5_0, client, false).subscribe(client, 1).disconnect();
        }
        RawClient before = broker.connect(MQTT_5_0, "publisher").publish("small", 1, "first");
        publishStored(before);
        before.publish("small", 1, "second");

        RecordingStore later;
        try (TestBroker smaller = restartedWithLessMemory()) {
            assertThat(smaller.broker().status().sessions().leftOnDisk()).isEqualTo(1);
            assertThat(smaller.broker().status().sessions().memoryUsed()).isLessThan(500_000);
            RawClient publisher = smaller.connect(MQTT_5_0, "publisher").publish("large", 1, "later");
            publisher.publish("small", 1, "third");
            RawClient small = smaller.resume(MQTT_5_0, "small", true);
            for (String payload : new String[] {"first", "second", "third"}) {
                small.acknowledge(small.expectPublish("small", 1, payload));
            }
            smaller.open(MQTT_5_0)
                    .send("10 .. @ 00 003c [11 0000003c] s'large'") // CONNECT, Session Expiry Interval
                    .expectRefused(0x97);
            later = smaller.store().copy();
        }

        try (TestBroker larger = TestBroker.create().store(later).start()) {
            RawClient large = larger.resume(MQTT_5_0, "large", true);
            for (int i = 0; i < STORED; i++) {
                large.acknowledge(large.expectPublish("large", 1, MEDIUM));
            }
            large.expectNothingFrom(larger.connect(MQTT_5_0, "publisher"));
        }
    }

    @Test
    void aSessionThatWasLeftInTheStoreCanBeDiscarded() throws Exception {
        broker.resume(MQTT_5_0, "large", false).subscribe("large", 1).disconnect();
        publishStored(broker.connect(MQTT_5_0, "publisher"));
        RecordingStore later;
        try (TestBroker smaller = restartedWithLessMemory()) {
            assertThat(smaller.broker().status().sessions().leftOnDisk()).isEqualTo(1);
            RawClient large = smaller.connect(MQTT_5_0, "large"); // Clean Start
            smaller.await(status -> status.sessions().leftOnDisk() == 0);
            large.subscribe("large", 1);
            smaller.connect(MQTT_5_0, "publisher").publish("large", 1, "x");
            large.expectPublish("large", 1, "x");
            later = smaller.store().copy();
        }
        try (TestBroker larger = TestBroker.create().store(later).start()) {
            larger.resume(MQTT_5_0, "large", false);
            larger.await(
                    status -> larger.store().sessionStates().stream().noneMatch(SessionState.Queued.class::isInstance));
        }
    }

    @Test
    void whoeverHoldsMostLosesTheNewestMessages() throws Exception {
        RawClient small = broker.resume(MQTT_5_0, "small", false).subscribe("small", 1);
        RawClient large = broker.resume(MQTT_5_0, "large", false).subscribe("large", 1);
        small.disconnect();
        large.disconnect();
        RawClient publisher = broker.connect(MQTT_5_0, "publisher").publish("small", 1, "kept");

        publish(publisher, "large", 200);
        broker.await(status -> status.sessions().memoryUsed() < BUDGET);
        assertThat(broker.broker().status().sessions().droppedMessages()).isPositive();

        small = broker.resume(MQTT_5_0, "small", true);
        small.acknowledge(small.expectPublish("small", 1, "kept"));
        large = broker.resume(MQTT_5_0, "large", true); // the oldest ones are still there
        large.acknowledge(large.expectPublish("large", 1, LARGE));
    }

    @Test
    void whoeverNeverAcknowledgesLosesTheSession() {
        RawClient silent = broker.resume(MQTT_5_0, "silent", false).subscribe("large", 1);
        RawClient reader = broker.connect(MQTT_5_0, "reader").subscribe("large", 0);
        RawClient publisher = broker.connect(MQTT_5_0, "publisher");
        for (int i = 0; i < 120; i++) {
            publisher.publish("large", 1, LARGE);
            reader.expectPublish("large", 0, LARGE);
        }
        assertThat(silent.receiveUntilClosed().stream().filter(packet -> packet.type() == 0xE0))
                .extracting(ReceivedPacket::reasonCode)
                .containsExactly(0x97);
        broker.resume(MQTT_5_0, "silent", false);
    }

    @Test
    void whoeverDoesNotReadPaysAndAReaderGetsEverything() {
        for (int i = 0; i < 10; i++) {
            RawClient idle = broker.openWithSmallWindow(MQTT_5_0);
            idle.send("10 .. @ 02 0000 [] s'idle %d'".formatted(i)).expectAccepted(false);
            idle.subscribe("large", 0);
        }
        RawClient reader = broker.connect(MQTT_5_0, "reader").subscribe("large", 0);
        RawClient publisher = broker.connect(MQTT_5_0, "publisher");
        for (int i = 0; i < 300; i++) { // three times the memory
            publisher.publish("large", 1, LARGE);
            reader.expectPublish("large", 0, LARGE);
            assertThat(used()).isLessThan(BUDGET + BUDGET / 8);
        }
    }

    @Test
    void aLargePayloadCountsOnceForAllThatWaitForIt() throws Exception {
        for (int i = 0; i < 100; i++) {
            broker.resume(MQTT_5_0, "away " + i, false).subscribe("all", 1).disconnect();
        }
        publish(broker.connect(MQTT_5_0, "publisher"), "all", 20);
        assertThat(used()).isLessThan(1_500_000);
        assertThat(broker.broker().status().sessions().droppedMessages()).isZero();
    }

    @Test
    void sessionsSubscriptionsAndWillsAreRefusedAndOldClientsGoOn() {
        RawClient old = broker.resume(MQTT_5_0, "old", false);
        int sessions = 0;
        while (used() < BUDGET) { // each is small: none is made to give
            RawClient client = broker.open(MQTT_5_0);
            client.send("10 .. @ 00 0000 [11 00000e10] s'small %d'".formatted(sessions++));
            if (client.receive().reasonCode() != 0) {
                break;
            }
            client.disconnect();
        }
        assertThat(sessions).isBetween(500, 1_100);

        broker.open(MQTT_5_0).send("10 .. @ 02 003c [] s'new'").expectRefused(0x97);
        broker.open(MQTT_3_1_1).send("10 .. @ 02 003c [] s'new'").expectRefused(3);
        broker.open(MQTT_5_0)
                .send("10 .. @ 04 003c [11 00000e10] s'small 1' [] s'w' s'%s'".formatted("x".repeat(5_000)))
                .expectRefused(0x97);
        old.send("82 .. 0001 [] s'a' 00").expectCodes(ReceivedPacket.SUBACK, 1, "97");
        old.publish("a", 1, "x");
        broker.resume(MQTT_5_0, "small 1", true).publish("a", 1, "x");
    }

    /** Half of the budget is for them; the oldest one of an event loop is given up. */
    @Test
    void packetsThatNeverArriveToTheirEndAreGivenUp() throws Exception {
        RawClient publisher = broker.connect(MQTT_5_0, "publisher");
        RawClient reader = broker.connect(MQTT_5_0, "reader").subscribe("t", 1);
        List<RawClient> attackers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            RawClient attacker = broker.connect(MQTT_5_0, "attacker-" + i);
            attackers.add(attacker);
            attacker.send("30 80 b5 18 s't' []"); // PUBLISH with 400,000 bytes, of which a quarter follows
            attacker.sendBytes(new byte[100_000]);
            publisher.publish("t", 1, LARGE);
            reader.acknowledge(reader.expectPublish("t", 1, LARGE));
        }
        broker.await(status -> status.connections() < attackers.size());
        RawClient oldest = attackers.get(0);
        assertThat(oldest.receiveUntilClosed())
                .extracting(ReceivedPacket::reasonCode)
                .containsExactly(0x97);
        broker.await(status -> status.connections() >= 2);
        RawClient newest = attackers.get(attackers.size() - 1);
        newest.sendBytes(new byte[400_000 - 4 - 100_000]).barrier(); // it is taken, when it is complete
    }
}
