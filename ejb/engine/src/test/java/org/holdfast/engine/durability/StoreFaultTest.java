package org.holdfast.engine.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_3_1_1;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;
import static org.holdfast.engine.testing.ReceivedPacket.PUBACK;
import static org.holdfast.engine.testing.ReceivedPacket.PUBREC;

import java.time.Duration;
import org.holdfast.engine.testing.Protocol;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What publishers are told while the store takes nothing. */
class StoreFaultTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @RegisterExtension
    final TestBroker broker = TestBroker.create().acknowledgeTimeout(TIMEOUT);

    @Test
    void beforeTheTimeoutNobodyIsTold() {
        broker.store().block();
        RawClient publisher = broker.connect(MQTT_5_0, "publisher").send("33 .. s'a' 0001 [] 'x'"); // QoS 1, RETAIN
        publisher.barrier();
        broker.clock().advance(TIMEOUT.minusSeconds(3));
        publisher.barrier();
        broker.store().release();
        publisher.expectAck(PUBACK, 1);
    }

    @Test
    void afterTheTimeoutMqtt5PublishersAreToldThatNothingIsStored() {
        broker.store().block();
        RawClient publisher = broker.connect(MQTT_5_0, "publisher");
        publisher.send("33 .. s'a' 0001 [] 'x'", "35 .. s'b' 0002 [] 'x'").barrier(); // PUBLISH QoS 1 and 2, RETAIN
        broker.clock().advance(TIMEOUT);
        assertThat(publisher.expectAck(PUBACK, 1, 0x83).toString()).contains("not stored in time");
        publisher.expectAck(PUBREC, 2, 0x83);
        broker.store().release();
        publisher.send("35 .. s'b' 0002 [] 'again'").expectAck(PUBREC, 2); // the identifier is free
    }

    @Test
    void whatWasRefusedByTheTimeoutIsNotAcknowledgedWhenItIsCommittedAfterAll() {
        broker.store().block();
        RawClient publisher = broker.connect(MQTT_5_0, "publisher");
        publisher.send("33 .. s'a' 0001 [] 'x'").barrier(); // PUBLISH QoS 1, RETAIN
        broker.clock().advance(TIMEOUT);
        publisher.expectAck(PUBACK, 1, 0x83);
        broker.store().release();
        broker.connect(MQTT_5_0, "other").publishRetained("b", 1, "a commit");
        publisher.barrier();
    }

    @Test
    void afterTheTimeoutMqtt3PublishersAreDisconnectedWithoutAWord() {
        broker.store().block();
        RawClient publisher = broker.connect(MQTT_3_1_1, "publisher");
        publisher.send("33 .. s'a' 0001 [] 'x'").barrier(); // PUBLISH QoS 1, RETAIN
        broker.clock().advance(TIMEOUT);
        publisher.expectClosed();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNotToBeStoredGoesOnMeanwhile(Protocol protocol) {
        RawClient subscriber = broker.connect(protocol, "subscriber").subscribe("live", 2);
        broker.store().block();
        RawClient publisher = broker.connect(protocol, "publisher");
        publisher.send("31 .. s'kept' [] 'x'"); // PUBLISH QoS 0, RETAIN
        publisher.publish("live", 0, "zero").publish("live", 1, "one").publish("live", 2, "two");
        subscriber.expectPublish("live", "zero");
        subscriber.expectPublish("live", 1, "one");
        subscriber.expectPublish("live", 2, "two");
    }

    @Test
    void whenTooMuchWaitsForTheStoreAMessageForAStoredSessionIsRefused() {
        TestBroker full = TestBroker.create().maximumWaitingTopics(5).retryInterval(Duration.ofMillis(20));
        try (full) {
            full.start().resume(MQTT_5_0, "client", false).subscribe("a", 1).disconnect();
            RawClient publisher = full.connect(MQTT_5_0, "publisher").publishRetained("c", 1, "a commit");
            full.store().forgetBatches();
            full.store().failNext(Integer.MAX_VALUE);
            publisher.send("32 .. s'a' 0001 [] 'x'"); // PUBLISH QoS 1
            full.store().awaitTries(2);
            for (int i = 2; i <= 6; i++) {
                publisher.send("32 .. s'a' %04x [] 'x'".formatted(i)).barrier();
            }
            full.store().failNext(0);
            for (int i = 1; i <= 5; i++) {
                publisher.expectAck(PUBACK, i);
            }
            publisher.expectAck(PUBACK, 6, 0x97);
            assertThat(full.broker().status().sessions().droppedMessages()).isZero(); // its publisher has it
        }
    }
}
