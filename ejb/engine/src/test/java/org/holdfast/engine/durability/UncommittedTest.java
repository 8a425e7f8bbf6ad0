package org.holdfast.engine.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_3_1_1;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;
import static org.holdfast.engine.testing.ReceivedPacket.PINGRESP;
import static org.holdfast.engine.testing.ReceivedPacket.PUBACK;
import static org.holdfast.engine.testing.ReceivedPacket.PUBCOMP;
import static org.holdfast.engine.testing.ReceivedPacket.PUBREC;
import static org.holdfast.engine.testing.ReceivedPacket.SUBACK;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.ReceivedPacket;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What clients are told, and what others get, while the store has not committed yet; and what a crash leaves then. */
class UncommittedTest {
    private static final int FULL = 2_000;
    private static final String CLEAN_START_AND_STORED = "10 .. @ 02 0000 [11 00000e10] s'%s'";

    @RegisterExtension
    final TestBroker broker = TestBroker.create().maximumWaitingTopics(FULL);

    /** The store as a crash would leave it now, in another broker. */
    private TestBroker afterACrash() {
        return TestBroker.create().store(broker.store().copy()).start();
    }

    /** Has so many changes wait for the store, which is blocked, that it takes no more. */
    private RawClient fillTheJournal() {
        RawClient filler = broker.resume(MQTT_5_0, "filler", false);
        broker.store().block();
        String filters =
                IntStream.range(0, FULL).mapToObj(i -> "s'f" + i + "' 01").collect(Collectors.joining(" "));
        return filler.send("82 .. 0003 [] " + filters).barrier(); // SUBSCRIBE
    }

    @Test
    void answerThatCannotBeSentTakesNoOtherAnswerAlong() {
        broker.resume(MQTT_5_0, "away", false).subscribe("t", 1).disconnect();
        RawClient small = broker.open(MQTT_5_0);
        small.send("10 .. @ 00 0000 [11 00000e10 27 00000050] s'small'"); // Maximum Packet Size 80
        small.expectAccepted(false);
        List<RawClient> publishers = IntStream.range(0, 4)
                .mapToObj(i -> broker.connect(MQTT_5_0, "publisher" + i))
                .toList();
        List<RawClient> subscribers = IntStream.range(0, 4)
                .mapToObj(i -> broker.resume(MQTT_5_0, "subscriber" + i, false))
                .toList();
        broker.store().block();
        broker.connect(MQTT_5_0, "first").send("33 .. s'first' 0001 [] 'x'"); // what follows is one batch

        String filters =
                IntStream.range(0, 100).mapToObj(i -> "s'f" + i + "' 01").collect(Collectors.joining(" "));
        small.send("82 .. 0007 [] " + filters);
        publishers.forEach(each -> each.send("32 .. s't' 0009 [] 'x'").barrier());
        subscribers.forEach(each -> each.send("82 .. 0003 [] s'q' 01").barrier());
        broker.store().release();

        publishers.forEach(each -> each.expectAck(PUBACK, 9));
        subscribers.forEach(each -> each.expectCodes(SUBACK, 3, "01"));
        small.receiveUntilClosed();
    }

    @Test
    void cleanStartThatHasBeenGrantedIsNotUndoneByACrash() {
        RawClient before = broker.resume(MQTT_5_0, "client", false).subscribe("old", 1);
        before.send("34 .. s't' 0001 [] 'one'").expectAck(PUBREC, 1);
        before.disconnect();
        broker.connect(MQTT_5_0, "other"); // whose CONNACK shows that the store is at rest
        broker.store().block();

        RawClient after = broker.open(MQTT_5_0).send(CLEAN_START_AND_STORED.formatted("client"));
        try (TestBroker crashed = afterACrash()) {
            crashed.resume(MQTT_5_0, "client", true); // nobody has been told that it is gone
        }
        broker.store().release();
        after.expectAccepted(false);
        try (TestBroker crashed = afterACrash()) {
            RawClient again = crashed.open(MQTT_5_0).send("10 .. @ 00 0000 [11 00000e10] s'client'");
            again.expectAccepted(); // with the session of the clean start, or none
            RawClient reader = crashed.connect(MQTT_5_0, "reader").subscribe("t", 1);
            again.send("34 .. s't' 0001 [] 'two'").expectAck(PUBREC, 1);
            reader.expectPublish("t", 1, "two");
        }
    }

    @Test
    void packetIdentifierThatIsReleasedTwiceIsFreeWhenTheStoreKnowsIt() {
        RawClient publisher = broker.resume(MQTT_3_1_1, "publisher", false);
        publisher.send("34 .. s't' 0001 'one'").expectAck(PUBREC, 1);
        broker.store().block();
        publisher.send("62 02 0001", "62 02 0001").barrier(); // nothing comes before PINGRESP

        broker.store().release();
        publisher.expectAck(PUBCOMP, 1);
        publisher.expectAck(PUBCOMP, 1);
    }

    @Test
    void acknowledgedMessagesOfASharedSubscriptionGoToTheNextMemberAlsoWhenMuchWaits() {
        broker.resume(MQTT_5_0, "a", false).subscribe("$share/g/t", 1).disconnect();
        RawClient publisher = broker.connect(MQTT_5_0, "publisher");
        IntStream.range(0, 5).forEach(i -> publisher.publish("t", 1, "m" + i));
        broker.resume(MQTT_5_0, "b", false).subscribe("$share/g/t", 1).disconnect();
        fillTheJournal();
        RawClient newcomer = broker.open(MQTT_5_0).send("10 .. @ 02 0000 [] s'a'"); // the session of a ends
        broker.connect(MQTT_5_0, "other");
        broker.store().release();
        newcomer.expectAccepted(false);

        List<String> messages = new ArrayList<>();
        RawClient b = broker.resume(MQTT_5_0, "b", true);
        for (int i = 0; i < 5; i++) {
            messages.add(b.receive().payload());
        }
        assertThat(messages).containsExactly("m0", "m1", "m2", "m3", "m4");
    }

    @Test
    void messageThatIsRefusedBecauseTheStoreIsFullHasReachedNobody() throws InterruptedException {
        RawClient live = broker.connect(MQTT_5_0, "live").subscribe("t", 2);
        broker.resume(MQTT_5_0, "away", false).subscribe("t", 2).disconnect();
        RawClient publisher = broker.connect(MQTT_3_1_1, "publisher");
        RawClient filler = fillTheJournal();

        publisher.send("34 .. s't' 0001 'x'");
        publisher.expectClosed();
        live.barrier();
        broker.store().release();
        filler.expectType(ReceivedPacket.SUBACK);
        filler.barrier(); // until then its subscriptions are owed retained messages: as many changes again
        broker.await(status -> status.sessions().waitingChanges() == 0);
        RawClient again = broker.connect(MQTT_3_1_1, "publisher");
        again.send("34 .. s't' 0001 'x'").expectAck(PUBREC, 1);
        live.expectPublish("t", 2, "x");
    }

    @Test
    void messageAtQos0DoesNotPassOneThatWaitsForItsCommit() {
        RawClient subscriber = broker.resume(MQTT_5_0, "subscriber", false).subscribe("t", 2);
        RawClient publisher = broker.connect(MQTT_5_0, "publisher");
        broker.store().block();
        publisher.send("34 .. s't' 0001 [] 'on'", "30 .. s't' [] 'off'").barrier();
        subscriber.barrier();
        broker.store().release();

        subscriber.expectPublish("t", 2, "on");
        subscriber.expectPublish("t", 0, "off");
    }

    @Test
    void clientWhoseAnswersWaitIsNotReadFromWithoutAnEnd() throws InterruptedException {
        RawClient greedy = broker.resume(MQTT_5_0, "greedy", false);
        broker.store().block();
        long before = received();
        for (int i = 0; i < 1_000; i++) {
            greedy.send("82 .. 0003 [] s'same' 01");
        }
        broker.connect(MQTT_5_0, "other").barrier();
        Thread.sleep(200); // it would be read in a fraction of that

        assertThat(received() - before).isLessThan(300);
        broker.store().release();
        for (int i = 0; i < 1_000; i++) {
            greedy.expectCodes(SUBACK, 3, "01");
        }
    }

    private long received() {
        return broker.broker().status().traffic().packetsReceived();
    }

    @Test
    void repeatedPubRecIsAnsweredOnceWhenTheStoreKnowsIt() {
        RawClient subscriber = broker.resume(MQTT_5_0, "subscriber", false).subscribe("t", 2);
        broker.connect(MQTT_5_0, "publisher").publish("t", 2, "x");
        ReceivedPacket publish = subscriber.expectPublish("t", 2, "x");
        broker.store().block();
        String pubRec = "50 02 %04x".formatted(publish.packetId());
        subscriber.send(pubRec, pubRec, pubRec).barrier();
        broker.store().release();

        subscriber.expectAck(ReceivedPacket.PUBREL, publish.packetId());
        subscriber.send("c0 00"); // PINGREQ
        assertThat(subscriber.receive().type()).isEqualTo(PINGRESP);
    }
}
