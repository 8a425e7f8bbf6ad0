package org.holdfast.engine.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;
import static org.holdfast.engine.testing.ReceivedPacket.PUBACK;
import static org.holdfast.engine.testing.ReceivedPacket.PUBCOMP;
import static org.holdfast.engine.testing.ReceivedPacket.PUBREC;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.holdfast.engine.conformance.Normative;
import org.holdfast.engine.retained.RetainedChange;
import org.holdfast.engine.retained.RetainedConfig.Acknowledge;
import org.holdfast.engine.testing.Protocol;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.RecordingStore;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Acknowledged means committed: the contract of a retained message, points 2 to 5. */
class RetainedAcknowledgementTest {
    private static final Duration RESEND_INTERVAL = Duration.ofMillis(300);

    @RegisterExtension
    final TestBroker broker = TestBroker.create().retryInterval(RESEND_INTERVAL);

    private RawClient publisher(Protocol protocol) {
        return broker.connect(protocol, "publisher");
    }

    @ParameterizedTest
    @EnumSource
    @Normative(value = "MQTT-4.3.2-4", mqtt3 = "MQTT-4.3.2-2")
    void pubAckLeavesAfterTheCommit(Protocol protocol) {
        broker.store().block();
        RawClient publisher = publisher(protocol).send("33 .. s'a' 0001 [] 'x'"); // PUBLISH QoS 1, RETAIN
        broker.store().awaitTries(1);
        publisher.barrier(); // nothing but PINGRESP: the broker lives, the commit runs
        assertThat(broker.store().payload("a")).isNull();
        broker.store().release();
        publisher.expectAck(PUBACK, 1);
        assertThat(broker.store().payload("a")).isEqualTo("x");
    }

    @ParameterizedTest
    @EnumSource
    @Normative(value = "MQTT-4.3.3-8", mqtt3 = "MQTT-4.3.3-2")
    void pubRecLeavesAfterTheCommit(Protocol protocol) {
        broker.store().block();
        RawClient publisher = publisher(protocol).send("35 .. s'a' 0001 [] 'x'"); // PUBLISH QoS 2, RETAIN
        broker.store().awaitTries(1);
        publisher.barrier();
        broker.store().release();
        publisher.expectAck(PUBREC, 1);
        assertThat(broker.store().payload("a")).isEqualTo("x");
        publisher.send("62 02 0001").expectAck(PUBCOMP, 1); // PUBREL
    }

    @Test
    void clearingATopicIsAcknowledgedAfterItsCommitToo() {
        RawClient publisher = publisher(MQTT_5_0).publishRetained("a", 1, "x");
        broker.store().block();
        publisher.send("33 .. s'a' 0009 []"); // PUBLISH QoS 1, RETAIN, no payload
        broker.store().awaitTries(2);
        publisher.barrier();
        broker.store().release();
        publisher.expectAck(PUBACK, 9);
        assertThat(broker.store().payload("a")).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNotRetainedDoesNotWaitForTheStore(Protocol protocol) {
        broker.store().block();
        publisher(protocol).publish("a", 1, "x").publish("a", 2, "x");
    }

    @ParameterizedTest
    @EnumSource
    void acknowledgementsStayInOrderAlsoWhereOneWaitsAndTheNextDoesNot(Protocol protocol) {
        broker.store().block();
        RawClient publisher = publisher(protocol);
        publisher.send(
                "33 .. s'kept' 0001 [] 'x'", // PUBLISH QoS 1, RETAIN
                "32 .. s'live' 0002 [] 'x'", // PUBLISH QoS 1
                "34 .. s'live' 0003 [] 'x'", // PUBLISH QoS 2
                "35 .. s'kept' 0004 [] 'y'"); // PUBLISH QoS 2, RETAIN
        publisher.barrier();
        broker.store().release();
        publisher.expectAck(PUBACK, 1);
        publisher.expectAck(PUBACK, 2);
        publisher.expectAck(PUBREC, 3);
        publisher.expectAck(PUBREC, 4);
        assertThat(broker.store().payload("kept")).isEqualTo("y");
    }

    @Test
    void aLiveSubscriberDoesNotWaitForTheStore() {
        broker.store().block();
        RawClient subscriber = broker.connect(MQTT_5_0, "subscriber").subscribe("a", 1);
        publisher(MQTT_5_0).send("33 .. s'a' 0001 [] 'x'"); // PUBLISH QoS 1, RETAIN
        subscriber.expectPublish("a", 1, "x");
    }

    @Test
    void anotherPublisherDoesNotWaitForThisOnesCommit() {
        broker.store().block();
        RawClient publisher = publisher(MQTT_5_0).send("33 .. s'a' 0001 [] 'x'"); // PUBLISH QoS 1, RETAIN
        broker.connect(MQTT_5_0, "other").publish("a", 1, "y").publish("b", 2, "z");
        publisher.barrier();
    }

    @Test
    void asManyUpdatesOfATopicAsComeDuringACommitAreOneRowInTheNext() {
        broker.store().block();
        RawClient publisher = publisher(MQTT_5_0).send("33 .. s'first' 0001 [] 'x'"); // PUBLISH QoS 1, RETAIN
        broker.store().awaitTries(1);
        String[] updates = new String[100];
        Arrays.setAll(updates, i -> "33 .. s'a' %04x [] '%d'".formatted(i + 2, i)); // PUBLISH QoS 1, RETAIN
        publisher.send(updates).barrier();
        broker.store().release();
        for (int id = 1; id <= 101; id++) {
            publisher.expectAck(PUBACK, id);
        }
        List<List<RetainedChange>> batches = broker.store().batches();
        assertThat(batches)
                .hasSize(2)
                .last()
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(1);
        assertThat(broker.store().payload("a")).isEqualTo("99"); // the latest wins
    }

    @Test
    void publishesOfManyClientsAreCommittedTogether() {
        broker.store().block();
        RawClient[] publishers = new RawClient[20];
        Arrays.setAll(publishers, i -> broker.connect(MQTT_5_0, "publisher" + i));
        publishers[0].send("33 .. s'first' 0001 [] 'x'"); // PUBLISH QoS 1, RETAIN
        broker.store().awaitTries(1);
        for (int i = 1; i < 20; i++) {
            publishers[i].send("33 .. s'topic/%d' 0001 [] 'x'".formatted(i)).barrier();
        }
        broker.store().release();
        for (RawClient publisher : publishers) {
            publisher.expectAck(PUBACK, 1);
        }
        assertThat(broker.store().batches()).hasSize(2); // group commit
    }

    @Test
    void aWaitingAcknowledgementStartsAFlushWithoutTimerOrThreshold() {
        try (TestBroker slow =
                TestBroker.create().withoutTimer().flushThreshold(1_000_000).start()) {
            slow.connect(MQTT_5_0, "publisher").publishRetained("a", 1, "x");
            assertThat(slow.store().payload("a")).isEqualTo("x");
        }
    }

    @Test
    void theThresholdStartsAFlushWithoutTimerOrAcknowledgement() {
        try (TestBroker slow =
                TestBroker.create().withoutTimer().flushThreshold(10).start()) {
            RawClient publisher = slow.connect(MQTT_5_0, "publisher");
            for (int i = 0; i < 10; i++) {
                publisher.publishRetained("topic/" + i, 0, "x");
            }
            slow.store().awaitCount(10);
        }
    }

    @Test
    void belowTheThresholdNothingIsWrittenBeforeTheTimerAsks() {
        try (TestBroker slow =
                TestBroker.create().withoutTimer().flushThreshold(10).start()) {
            RawClient publisher = slow.connect(MQTT_5_0, "publisher");
            for (int i = 0; i < 9; i++) {
                publisher.publishRetained("topic/" + i, 0, "x");
            }
            publisher.barrier();
            assertThat(slow.store().batches()).isEmpty();
            slow.broker().requestFlush();
            slow.store().awaitCount(9);
        }
    }

    @Test
    void stopWritesWhatWaits() {
        TestBroker stopping =
                TestBroker.create().withoutTimer().flushThreshold(1_000).start();
        stopping.connect(MQTT_5_0, "publisher").publishRetained("a", 0, "x").barrier();
        stopping.close();
        assertThat(stopping.store().payload("a")).isEqualTo("x");
    }

    @Test
    void stopAcknowledgesWhatItWrites() {
        RecordingStore store = new RecordingStore();
        TestBroker stopping = TestBroker.create()
                .store(store)
                .retryInterval(Duration.ofHours(1))
                .start();
        RawClient publisher = RawClient.open(stopping.address(), MQTT_5_0);
        publisher.send("10 .. @ 02 0000 [] s'publisher'").expectAccepted(); // CONNECT
        store.failNext(1);
        publisher
                .send("33 .. s'a' 0001 [] 'x'")
                .barrier(); // PUBLISH QoS 1, RETAIN: the write fails, the next is in an hour
        store.awaitTries(1);
        stopping.broker().stop();
        assertThat(store.payload("a")).isEqualTo("x");
        publisher.expectAck(PUBACK, 1);
        publisher.expectDisconnect(0x8B);
        stopping.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void receivedModeAcknowledgesAtOnce(int qos) {
        try (TestBroker quick =
                TestBroker.create().acknowledge(Acknowledge.RECEIVED).start()) {
            quick.store().block();
            quick.connect(MQTT_5_0, "publisher").publishRetained("a", qos, "x");
            assertThat(quick.store().payload("a")).isNull();
            quick.store().release();
            quick.store().awaitCount(1);
        }
    }

    @Test
    void aFailedWriteIsTriedAgainAfterTheIntervalAndAcknowledgedOnlyThen() {
        broker.store().failNext(2);
        RawClient publisher = publisher(MQTT_5_0).send("33 .. s'a' 0001 [] 'x'"); // PUBLISH QoS 1, RETAIN
        publisher.barrier();
        publisher.expectAck(PUBACK, 1, 0x10);
        assertThat(broker.store().payload("a")).isEqualTo("x");
        List<Long> tries = broker.store().tryTimes();
        assertThat(tries).hasSize(3);
        assertThat(tries.get(1) - tries.get(0)).isGreaterThanOrEqualTo(RESEND_INTERVAL.toNanos());
        assertThat(tries.get(2) - tries.get(1)).isGreaterThanOrEqualTo(RESEND_INTERVAL.toNanos());
    }

    @Test
    void anErrorOfTheStoreIsAFailureLikeAnother() {
        broker.store().failNextWith(new NoClassDefFoundError("the test lets this write fail"));
        publisher(MQTT_5_0).publishRetained("a", 1, "x");
        assertThat(broker.store().payload("a")).isEqualTo("x");
    }

    @Test
    void aNewerValueReplacesAFailedOneAndAcknowledgesBoth() {
        broker.store().failNext(1);
        RawClient publisher = publisher(MQTT_5_0).send("33 .. s'a' 0001 [] 'old'"); // PUBLISH QoS 1, RETAIN
        broker.store().awaitTries(1);
        publisher.send("33 .. s'a' 0002 [] 'new'"); // PUBLISH QoS 1, RETAIN
        publisher.expectAck(PUBACK, 1);
        publisher.expectAck(PUBACK, 2);
        assertThat(broker.store().payload("a")).isEqualTo("new");
    }

    @Test
    void aBrokenStoreDoesNotStopWhatNeedsNone() {
        broker.store().failNext(1_000);
        RawClient subscriber = broker.connect(MQTT_5_0, "subscriber").subscribe("#", 0);
        RawClient publisher = publisher(MQTT_5_0).send("33 .. s'a' 0001 [] 'x'"); // PUBLISH QoS 1, RETAIN
        broker.store().awaitTries(1);
        subscriber.expectPublish("a", "x");
        broker.connect(MQTT_5_0, "other").publish("b", 2, "y");
        subscriber.expectPublish("b", "y");
        publisher.barrier();
        broker.store().failNext(0);
        publisher.expectAck(PUBACK, 1);
    }

    @Test
    void aPublisherThatComesBackBeforeTheCommitIsAcknowledgedAfterIt() {
        RawClient publisher = broker.resume(MQTT_5_0, "publisher", false);
        broker.store().block();
        publisher.send("35 .. s'a' 0001 [] 'x'").barrier().close(); // PUBLISH QoS 2, RETAIN
        RawClient again = broker.resume(MQTT_5_0, "publisher", true);
        again.send("3d .. s'a' 0001 [] 'x'").barrier(); // the same with DUP: still not committed
        broker.store().release();
        again.expectAck(PUBREC, 1);
        assertThat(broker.store().payload("a")).isEqualTo("x");
        again.send("62 02 0001").expectAck(PUBCOMP, 1, 0); // PUBREL
    }
}
