package org.holdfast.engine.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;
import static org.holdfast.engine.testing.ReceivedPacket.PUBACK;
import static org.holdfast.engine.testing.ReceivedPacket.PUBCOMP;
import static org.holdfast.engine.testing.ReceivedPacket.PUBREC;
import static org.holdfast.engine.testing.ReceivedPacket.PUBREL;
import static org.holdfast.engine.testing.ReceivedPacket.SUBACK;

import java.time.Duration;
import org.holdfast.engine.session.store.SessionState;
import org.holdfast.engine.testing.Protocol;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.ReceivedPacket;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Session State over the end of the broker (section 4.1): each test crashes it, and goes on with what was committed. */
class DurableSessionTest {
    @RegisterExtension
    final TestBroker broker = TestBroker.create();

    private TestBroker restarted = TestBroker.create();

    /** Nothing that the broker does from now on counts: another one starts with what was in the store at this moment. */
    private TestBroker crash() {
        restarted = TestBroker.create().store(broker.store().copy()).start();
        return restarted;
    }

    @AfterEach
    void stop() {
        restarted.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"MQTT_3_1_1", "MQTT_5_0"})
    void aSubscriptionThatWasAcknowledgedIsThere(Protocol protocol) {
        broker.resume(protocol, "client", false).subscribe("a/+", 1);
        crash().resume(protocol, "client", true);
        restarted.connect(protocol, "publisher").publish("a/b", 1, "x");
        restarted.resume(protocol, "client", true).expectPublish("a/b", 1, "x");
    }

    @Test
    void everyOptionOfASubscriptionIsKept() {
        RawClient client = broker.resume(MQTT_5_0, "client", false);
        client.send("82 .. 0001 [0b 07] s'a' 0d"); // SUBSCRIBE, identifier 7, No Local, Retain As Published, QoS 1
        client.expectCodes(SUBACK, 1, "01");
        RawClient again = crash().resume(MQTT_5_0, "client", true);
        again.publish("a", 1, "own");
        restarted.connect(MQTT_5_0, "other").publishRetained("a", 1, "x");
        again.expect("33 .. s'a' 0001 [0b 07] 'x'"); // PUBLISH QoS 1, RETAIN
    }

    @Test
    void theSubackOfAStoredSessionWaitsForTheCommit() {
        RawClient client = broker.resume(MQTT_5_0, "client", false);
        broker.store().block();
        client.send("82 .. 0001 [] s'a' 01").barrier(); // SUBSCRIBE: PINGRESP comes before SUBACK
        broker.store().release();
        client.expectCodes(SUBACK, 1, "01");
    }

    @Test
    void anUnsubscriptionThatWasAcknowledgedIsKept() {
        broker.resume(MQTT_5_0, "client", false).subscribe("a", 1).unsubscribe("a");
        RawClient again = crash().resume(MQTT_5_0, "client", true);
        again.expectNothingFrom(restarted.connect(MQTT_5_0, "publisher").publish("a", 1, "x"));
    }

    @ParameterizedTest
    @EnumSource(names = {"MQTT_3_1_1", "MQTT_5_0"})
    void aMessageForAClientThatIsAwayIsStoredBeforeItsPublisherIsAcknowledged(Protocol protocol) {
        broker.resume(protocol, "client", false).subscribe("a", 2).disconnect();
        RawClient publisher = broker.connect(protocol, "publisher");
        broker.store().block();
        publisher.send("32 .. s'a' 0001 [] 'one'", "34 .. s'a' 0002 [] 'two'").barrier(); // PUBLISH QoS 1 and 2
        broker.store().release();
        publisher.expectAck(PUBACK, 1);
        publisher.expectAck(PUBREC, 2);
        RawClient again = crash().resume(protocol, "client", true);
        again.expectPublish("a", 1, "one");
        again.expectPublish("a", 2, "two");
    }

    @Test
    void aMessageForNobodyWhoseSessionIsStoredIsAcknowledgedWithoutTheStore() {
        RawClient subscriber = broker.connect(MQTT_5_0, "subscriber").subscribe("a", 1);
        broker.store().block();
        broker.connect(MQTT_5_0, "publisher").publish("a", 1, "x");
        subscriber.expectPublish("a", 1, "x");
    }

    @Test
    void aMessageComesBackInEveryDetail() {
        broker.resume(MQTT_5_0, "client", false).subscribe("a", 1).disconnect();
        broker.connect(MQTT_5_0, "publisher")
                .send("33 .. s'a' 0001 [02 0000003c 03 s'text' 26 s'k' s'v'] 'x'") // PUBLISH QoS 1, RETAIN, expiry 60 s
                .expectAck(PUBACK, 1);
        TestBroker later = crash();
        later.letPass(Duration.ofSeconds(10));
        later.resume(MQTT_5_0, "client", true).expect("32 .. s'a' 0001 [03 s'text' 26 s'k' s'v' 02 ________] 'x'");
    }

    @Test
    void aMessageThatIsSentAgainAfterTheCrashHasTheIntervalOfItsFirstSending() {
        RawClient client = broker.resume(MQTT_5_0, "client", false).subscribe("a", 1);
        RawClient publisher = broker.connect(MQTT_5_0, "publisher");
        publisher.send("32 .. s'a' 0001 [02 00000005] 'x'").expectAck(PUBACK, 1); // PUBLISH QoS 1, expiry 5 s
        client.expectPublish("a", 1, "x");
        publisher.publishRetained("b", 1, "a commit");
        TestBroker later = crash();
        later.letPass(Duration.ofSeconds(60));
        later.resume(MQTT_5_0, "client", true).expect("3a .. s'a' 0001 [02 00000005] 'x'"); // DUP
    }

    @Test
    void aMessageThatExpiresMeanwhileIsNotDeliveredAndForgotten() {
        broker.resume(MQTT_5_0, "client", false).subscribe("a", 1).disconnect();
        broker.connect(MQTT_5_0, "publisher")
                .send("32 .. s'a' 0001 [02 00000005] 'x'") // PUBLISH QoS 1, expiry 5 s
                .expectAck(PUBACK, 1);
        TestBroker later = crash();
        later.letPass(Duration.ofSeconds(6));
        later.resume(MQTT_5_0, "client", true).barrier();
        later.connect(MQTT_5_0, "publisher").publishRetained("b", 1, "a commit");
        assertThat(later.store().sessionStates()).noneMatch(SessionState.Queued.class::isInstance);
    }

    @ParameterizedTest
    @EnumSource(names = {"MQTT_3_1_1", "MQTT_5_0"})
    void whatWasSentComesAgainUnderItsPacketIdentifierAndBeforeWhatWaited(Protocol protocol) {
        RawClient client = broker.resume(protocol, "client", false).subscribe("a", 2);
        RawClient publisher = broker.connect(protocol, "publisher")
                .publish("a", 1, "one")
                .publish("a", 2, "two")
                .publish("a", 2, "three");
        int one = client.expectPublish("a", 1, "one").packetId();
        int two = client.expectPublish("a", 2, "two").packetId();
        int three = client.expectPublish("a", 2, "three").packetId();
        client.send("50 02 %04x".formatted(three)).expectAck(PUBREL, three); // PUBREC
        client.disconnect();
        publisher.publish("a", 1, "four");
        RawClient again = crash().resume(protocol, "client", true);
        again.expect("3a .. s'a' %04x [] 'one'".formatted(one));
        again.expect("3c .. s'a' %04x [] 'two'".formatted(two));
        again.expectAck(PUBREL, three);
        again.expect("32 .. s'a' ____ [] 'four'");
    }

    @Test
    void aQos2MessageLeavesOnlyWhenTheStoreKnowsItsPacketIdentifier() {
        RawClient client = broker.resume(MQTT_5_0, "client", false).subscribe("a", 2);
        broker.store().block();
        broker.connect(MQTT_5_0, "publisher").send("34 .. s'a' 0001 [] 'x'").barrier(); // PUBLISH QoS 2
        client.barrier();
        broker.store().release();
        int packetId = client.expectPublish("a", 2, "x").packetId();
        crash().resume(MQTT_5_0, "client", true).expect("3c .. s'a' %04x [] 'x'".formatted(packetId));
    }

    @Test
    void pubrelLeavesOnlyWhenTheStoreKnowsThatPubrecHasCome() {
        RawClient client = broker.resume(MQTT_5_0, "client", false).subscribe("a", 2);
        broker.connect(MQTT_5_0, "publisher").publish("a", 2, "x");
        int packetId = client.expectPublish("a", 2, "x").packetId();
        broker.store().block();
        client.send("50 02 %04x".formatted(packetId)).barrier(); // PUBREC
        broker.store().release();
        client.expectAck(PUBREL, packetId);
        crash().resume(MQTT_5_0, "client", true).expectAck(PUBREL, packetId);
    }

    @ParameterizedTest
    @EnumSource(names = {"MQTT_3_1_1", "MQTT_5_0"})
    void aQos2MessageThatIsSentAgainAfterTheCrashIsNotPublishedAgain(Protocol protocol) {
        broker.resume(protocol, "client", false).send("34 .. s'a' 0005 [] 'x'").expectAck(PUBREC, 5); // PUBLISH QoS 2
        RawClient witness = crash().connect(protocol, "witness").subscribe("a", 0);
        RawClient again = restarted.resume(protocol, "client", true);
        again.send("3c .. s'a' 0005 [] 'x'").expectAck(PUBREC, 5); // PUBLISH QoS 2, DUP
        again.send("62 02 0005").expectAck(PUBCOMP, 5); // PUBREL
        witness.expectNothingFrom(again);
    }

    @Test
    void anIdentifierThatPubcompHasFreedIsFreeAfterTheCrash() {
        RawClient client = broker.resume(MQTT_5_0, "client", false);
        client.publish("a", 2, "first");
        RawClient witness = crash().connect(MQTT_5_0, "witness").subscribe("a", 0);
        restarted
                .resume(MQTT_5_0, "client", true)
                .send("34 .. s'a' 0001 [] 'second'")
                .expectAck(PUBREC, 1);
        witness.expectPublish("a", "second");
    }

    @Test
    void whatItsReceiverAcknowledgesBeforeTheCommitIsNeverWritten() {
        RawClient client = broker.resume(MQTT_5_0, "client", false).subscribe("a", 1);
        RawClient publisher = broker.connect(MQTT_5_0, "publisher");
        broker.store().forgetBatches(); // that of SUBSCRIBE is no try of this test
        broker.store().block();
        publisher.send(
                "33 .. s'b' 0001 [] 'x'"); // PUBLISH QoS 1, RETAIN: its commit is held up, the next batch gathers
        broker.store().awaitTries(1);
        publisher.send("32 .. s'a' 0002 [] 'x'"); // PUBLISH QoS 1
        ReceivedPacket received = client.expectPublish("a", 1, "x");
        client.acknowledge(received).barrier();
        broker.store().release();
        publisher.expectAck(PUBACK, 1);
        publisher.expectAck(PUBACK, 2);
        assertThat(broker.store().sessionStates()).noneMatch(SessionState.Queued.class::isInstance);
    }

    @Test
    void aSessionThatEndsWithItsConnectionIsNotStored() {
        broker.connect(MQTT_5_0, "client").subscribe("a", 1);
        broker.connect(MQTT_5_0, "publisher").publishRetained("a", 1, "a commit");
        assertThat(broker.store().sessionStates()).isEmpty();
    }

    @Test
    void cleanStartTakesEverythingOutOfTheStore() {
        broker.resume(MQTT_5_0, "client", false)
                .subscribe("a", 1)
                .publish("b", 2, "x")
                .disconnect();
        RawClient publisher = broker.connect(MQTT_5_0, "publisher").publish("a", 1, "x");
        broker.connect(MQTT_5_0, "client");
        publisher.publishRetained("c", 1, "a commit");
        assertThat(broker.store().sessionStates()).isEmpty();
    }

    @Test
    void aSessionThatExpiresTakesEverythingOutOfTheStore() {
        broker.resume(MQTT_5_0, "client", false).subscribe("a", 1).disconnect();
        RawClient publisher = broker.connect(MQTT_5_0, "publisher").publish("a", 1, "x");
        broker.letPass(Duration.ofHours(2));
        publisher.publishRetained("c", 1, "a commit");
        assertThat(broker.store().sessionStates()).isEmpty();
    }

    @Test
    void aSessionThatIsNotToOutliveItsNextConnectionIsTakenOutOfTheStore() {
        broker.resume(MQTT_5_0, "client", false)
                .subscribe("a", 1)
                .publish("b", 2, "x")
                .disconnect();
        RawClient publisher = broker.connect(MQTT_5_0, "publisher").publish("a", 1, "x");
        RawClient client = broker.open(MQTT_5_0).send("10 .. @ 00 0000 [] s'client'"); // CONNECT, expiry 0
        client.expectAccepted(true);
        client.expectPublish("a", 1, "x");
        publisher.publishRetained("c", 1, "a commit");
        assertThat(broker.store().sessionStates()).isEmpty();
    }

    @Test
    void aSessionExpiresByTheWallClockAlsoWhileTheBrokerIsNotRunning() {
        broker.resume(MQTT_5_0, "client", false).subscribe("a", 1).disconnect();
        broker.connect(MQTT_5_0, "publisher").publishRetained("c", 1, "a commit");
        restarted = TestBroker.create().store(broker.store().copy());
        restarted.clock().advance(Duration.ofHours(2));
        restarted.start();
        restarted.resume(MQTT_5_0, "client", false);
    }

    @Test
    void theTimeOfASessionWhoseClientWasConnectedBeginsWithTheRestart() {
        broker.resume(MQTT_5_0, "client", false).subscribe("a", 1);
        TestBroker later = crash();
        later.letPass(Duration.ofMinutes(59));
        later.resume(MQTT_5_0, "client", true).close();
        later.letPass(Duration.ofMinutes(61));
        later.resume(MQTT_5_0, "client", false);
    }

    @Test
    void aDelayedWillIsPublishedInItsTimeOverARestart() {
        RawClient mortal = broker.open(MQTT_5_0);
        // CONNECT, Session Expiry Interval 3600, Will QoS 1, Will Delay Interval 60
        mortal.send("10 .. @ 0c 0000 [11 00000e10] s'mortal' [18 0000003c] s'will' s'gone'")
                .expectAccepted();
        mortal.close();
        broker.letPass(Duration.ofSeconds(20));
        broker.connect(MQTT_5_0, "publisher").publishRetained("c", 1, "a commit");
        restarted = TestBroker.create().store(broker.store().copy());
        restarted.clock().advance(Duration.ofSeconds(20));
        restarted.start();
        RawClient heir = restarted.connect(MQTT_5_0, "heir").subscribe("will", 1);
        restarted.letPass(Duration.ofSeconds(35));
        heir.barrier();
        restarted.letPass(Duration.ofSeconds(10));
        heir.expectPublish("will", 1, "gone");
    }

    @Test
    void theWillOfAClientThatWasConnectedIsPublishedAfterTheCrash() {
        RawClient mortal = broker.open(MQTT_5_0);
        mortal.send("10 .. @ 2c 0000 [11 00000e10] s'mortal' [] s'will' s'gone'")
                .expectAccepted(); // Will QoS 1, RETAIN
        mortal.publishRetained("c", 1, "a commit");
        crash().connect(MQTT_5_0, "heir").subscribe("will", 1).expectPublish("will", 1, "gone");
    }

    @Test
    void theWillOfAClientThatSaidGoodbyeIsNot() {
        RawClient mortal = broker.open(MQTT_5_0);
        mortal.send("10 .. @ 2c 0000 [11 00000e10] s'mortal' [] s'will' s'gone'")
                .expectAccepted(); // Will QoS 1, RETAIN
        mortal.disconnect();
        broker.connect(MQTT_5_0, "publisher").publishRetained("c", 1, "a commit");
        crash().connect(MQTT_5_0, "heir").subscribe("will", 1).barrier();
    }

    @Test
    void whatTheQueueHasNoRoomForIsNotStoredEither() {
        TestBroker small = TestBroker.create().maximumQueuedMessages(2).start();
        try (small) {
            small.resume(MQTT_5_0, "client", false).subscribe("a", 1).disconnect();
            small.connect(MQTT_5_0, "publisher")
                    .publish("a", 1, "1")
                    .publish("a", 1, "2")
                    .publish("a", 1, "3");
            small.clock().passTurn();
            small.connect(MQTT_5_0, "other").publishRetained("c", 1, "a commit");
            assertThat(small.store().sessionStates())
                    .filteredOn(SessionState.Queued.class::isInstance)
                    .hasSize(2);
            assertThat(small.broker().status().sessions().droppedMessages()).isEqualTo(1);
        }
    }

    @Test
    void whatHasWaitedForTooLongIsDroppedAndCounted() {
        TestBroker impatient =
                TestBroker.create().maximumQueuedAge(Duration.ofMinutes(10)).start();
        try (impatient) {
            impatient.resume(MQTT_5_0, "client", false).subscribe("a", 1).disconnect();
            RawClient publisher = impatient.connect(MQTT_5_0, "publisher").publish("a", 1, "old");
            impatient.letPass(Duration.ofMinutes(6));
            publisher.publish("a", 1, "young");
            impatient.letPass(Duration.ofMinutes(5));
            impatient.resume(MQTT_5_0, "client", true).expectPublish("a", 1, "young");
            assertThat(impatient.broker().status().sessions().droppedMessages()).isEqualTo(1);
        }
    }

    @Test
    void withoutDurabilityNothingIsStored() {
        TestBroker forgetful = TestBroker.create().withoutDurableSessions().start();
        try (forgetful) {
            forgetful.resume(MQTT_5_0, "client", false).subscribe("a", 1).disconnect();
            forgetful.connect(MQTT_5_0, "publisher").publish("a", 1, "x").publishRetained("b", 1, "a commit");
            assertThat(forgetful.store().sessionStates()).isEmpty();
        }
    }

    @Test
    void aSharedSubscriptionOfMembersThatAreAwaySurvives() {
        broker.resume(MQTT_5_0, "client", false).subscribe("$share/group/a", 1).disconnect();
        broker.connect(MQTT_5_0, "publisher").publish("a", 1, "x");
        RawClient again = crash().resume(MQTT_5_0, "client", true);
        again.expectPublish("a", 1, "x");
        restarted.connect(MQTT_5_0, "publisher").publish("a", 1, "y");
        again.expectPublish("a", 1, "y");
    }
}
