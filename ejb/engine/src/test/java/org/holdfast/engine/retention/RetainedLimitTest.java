package org.holdfast.engine.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;
import static org.holdfast.engine.testing.ReceivedPacket.PUBACK;
import static org.holdfast.engine.testing.ReceivedPacket.PUBREC;

import java.time.Duration;
import java.util.Arrays;
import org.holdfast.engine.testing.Protocol;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.ReceivedPacket;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A store that does not keep up: what waits for it is bounded, and publishers are told (contract, point 5). */
class RetainedLimitTest {
    /** A broker whose store is stuck. */
    private static TestBroker stuck(TestBroker broker) {
        broker.start().store().block();
        return broker;
    }

    /** Publishes to the topic on a connection of its own, and waits until a subscriber sees it. */
    private static RawClient publishVisibly(TestBroker broker, Protocol protocol, String topic, String payload) {
        RawClient publisher = broker.connect(protocol, "publisher of " + topic + payload);
        publisher.send("33 .. s'%s' 0001 [] '%s'".formatted(topic, payload)); // PUBLISH QoS 1, RETAIN
        RawClient witness = broker.connect(MQTT_5_0, "witness").subscribe(topic, 0);
        String seen;
        do {
            seen = witness.expectType(ReceivedPacket.PUBLISH).payload();
        } while (!seen.equals(payload));
        witness.close();
        return publisher;
    }

    @Test
    void overTheLimitAPublisherIsToldAndWhatItPublishedIsNotKept() {
        try (TestBroker full = stuck(TestBroker.create().maximumWaitingTopics(2))) {
            RawClient first = publishVisibly(full, MQTT_5_0, "topic/1", "x");
            RawClient second = publishVisibly(full, MQTT_5_0, "topic/2", "x");
            RawClient live = full.connect(MQTT_5_0, "live").subscribe("topic/3", 0);
            RawClient refused = full.connect(MQTT_5_0, "refused");
            refused.send("33 .. s'topic/3' 0001 [] 'x'").expectAck(PUBACK, 1, 0x97); // PUBLISH QoS 1, RETAIN
            RawClient other = full.connect(MQTT_5_0, "other");
            other.send("35 .. s'topic/3' 0001 [] 'x'").expectAck(PUBREC, 1, 0x97); // PUBLISH QoS 2, RETAIN
            live.barrier(); // the answers are there, so a delivery would be too
            full.connect(MQTT_5_0, "late").subscribe("topic/3", 0).barrier();
            full.store().release();
            first.expectAck(PUBACK, 1);
            second.expectAck(PUBACK, 1);
            refused.publishRetained("topic/3", 1, "y"); // there is room again
            assertThat(full.store().payload("topic/3")).isEqualTo("y");
        }
    }

    @Test
    void overTheLimitAnUpdateOfATopicThatWaitsAnywayIsTaken() {
        try (TestBroker full = stuck(TestBroker.create().maximumWaitingTopics(2))) {
            RawClient first = publishVisibly(full, MQTT_5_0, "first", "x");
            full.store().awaitTries(1); // in the commit that is stuck
            RawClient second = publishVisibly(full, MQTT_5_0, "second", "1");
            RawClient third = publishVisibly(full, MQTT_5_0, "second", "2"); // one row all the same
            full.store().release();
            first.expectAck(PUBACK, 1);
            second.expectAck(PUBACK, 1);
            third.expectAck(PUBACK, 1);
            assertThat(full.store().payload("second")).isEqualTo("2");
        }
    }

    @Test
    void overTheByteLimitAPublisherIsTold() {
        try (TestBroker full = stuck(TestBroker.create().maximumWaitingBytes(5_000))) {
            String payload = "x".repeat(2_000);
            publishVisibly(full, MQTT_5_0, "topic/1", payload);
            publishVisibly(full, MQTT_5_0, "topic/2", payload);
            String publish = "33 .. s'topic/3' 0001 [] '%s'".formatted(payload); // PUBLISH QoS 1, RETAIN
            RawClient last = full.connect(MQTT_5_0, "last to be taken or first to be refused");
            last.send(publish, "e0 00").receiveUntilClosed(); // DISCONNECT
            full.connect(MQTT_5_0, "refused").send(publish.replace("/3", "/4")).expectAck(PUBACK, 1, 0x97);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MQTT_3_1", "MQTT_3_1_1"})
    void overTheLimitAClientWithoutReasonCodesIsClosedAndNotDeceived(Protocol protocol) {
        try (TestBroker full = stuck(TestBroker.create().maximumWaitingTopics(2))) {
            publishVisibly(full, protocol, "topic/1", "x");
            publishVisibly(full, protocol, "topic/2", "x");
            RawClient refused = full.connect(protocol, "refused");
            refused.send("33 .. s'topic/3' 0001 'x'").expectClosed(); // PUBLISH QoS 1, RETAIN
        }
    }

    @Test
    void aBrokenStoreIsAnsweredWithTheLimitToo() {
        try (TestBroker broken = TestBroker.create().maximumWaitingTopics(2).start()) {
            broken.store().failNext(1_000);
            RawClient first = publishVisibly(broken, MQTT_5_0, "topic/1", "x");
            RawClient second = publishVisibly(broken, MQTT_5_0, "topic/2", "x");
            RawClient refused = broken.connect(MQTT_5_0, "refused");
            refused.send("33 .. s'topic/3' 0001 [] 'x'").expectAck(PUBACK, 1, 0x97); // PUBLISH QoS 1, RETAIN
            first.barrier(); // still unanswered
            second.barrier();
        }
    }

    @Test
    void aPublisherThatIsSlowedDownByTheStoreLosesNothing() {
        try (TestBroker full = stuck(TestBroker.create().maximumWaitingTopics(10))) {
            String[] publishes = new String[200];
            Arrays.setAll(publishes, i -> "33 .. s'topic/%d' %04x [] 'x'".formatted(i, i + 1)); // PUBLISH QoS 1, RETAIN
            RawClient publisher = full.connect(MQTT_5_0, "publisher").send(publishes);
            full.store().awaitTries(1);
            full.store().release();
            for (int id = 1; id <= 200; id++) {
                publisher.expectAck(PUBACK, id);
            }
            assertThat(full.store().count()).isEqualTo(200);
        }
    }

    @Test
    void overTheLimitAMessageThatNobodyWillRepeatIsDeliveredAndOnlyNotKept() {
        try (TestBroker full = stuck(TestBroker.create().maximumWaitingTopics(1))) {
            publishVisibly(full, MQTT_5_0, "topic/1", "x");
            RawClient live = full.connect(MQTT_5_0, "live").subscribe("topic/2", 0);
            RawClient publisher = full.connect(MQTT_5_0, "publisher");
            publisher.send("31 .. s'topic/2' [] 'x'"); // PUBLISH QoS 0, RETAIN
            live.expectPublish("topic/2", 0, "x");
            full.store().release();
            publisher.barrier(); // who subscribes while a message is routed may get it
            full.connect(MQTT_5_0, "late").subscribe("topic/2", 0).barrier();
        }
    }

    /** While its publish makes the store busy, and the broker reads no more from it, the client sends the rest and goes. */
    private static void publishAndSayGoodbye(TestBroker broker, Protocol protocol) {
        RawClient publisher = broker.open(protocol);
        publisher.send("10 .. @ 06 0000 [] s'publisher' [] s'will' s'gone'").expectAccepted(); // CONNECT with Will
        publisher.send(
                "31 .. s'a' [] 'x'", // PUBLISH QoS 0, RETAIN
                "31 .. s'b' [] 'x'",
                "e0 00"); // DISCONNECT
        publisher.close();
        broker.store().awaitTries(1);
        broker.store().release();
        broker.store().awaitBatches(1);
    }

    @ParameterizedTest
    @EnumSource
    void aClientThatSaysGoodbyeWhileTheStoreIsBusyLeavesNoWill(Protocol protocol) {
        try (TestBroker full = stuck(TestBroker.create().maximumWaitingTopics(2))) {
            RawClient heir = full.connect(MQTT_5_0, "heir").subscribe("will", 0);
            publishAndSayGoodbye(full, protocol);
            full.letPass(Duration.ofSeconds(1)); // a Will would have come by now
            heir.barrier(); // [MQTT-3.14.4-3]
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatAClientSentBeforeItsGoodbyeIsNotLost(Protocol protocol) {
        try (TestBroker full = stuck(TestBroker.create().maximumWaitingTopics(2))) {
            publishAndSayGoodbye(full, protocol);
            full.store().awaitCount(2);
        }
    }
}
