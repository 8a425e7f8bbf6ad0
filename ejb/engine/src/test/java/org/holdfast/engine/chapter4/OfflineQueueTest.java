package org.holdfast.engine.chapter4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;

import java.util.ArrayList;
import java.util.List;
import org.holdfast.engine.conformance.Normative;
import org.holdfast.engine.testing.Protocol;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.ReceivedPacket;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Messages for a client that is away, or that does not keep up (sections 4.1 and 4.5). */
class OfflineQueueTest {
    @RegisterExtension
    final TestBroker broker = TestBroker.create();

    @ParameterizedTest
    @EnumSource(names = {"MQTT_3_1_1", "MQTT_5_0"})
    @Normative(
            value = {"MQTT-3.2.0-1", "MQTT-4.5.0-1", "MQTT-4.6.0-5"},
            mqtt3 = {"MQTT-3.1.2-5", "MQTT-3.2.0-1", "MQTT-4.5.0-1", "MQTT-4.6.0-6"})
    void qos1And2MessagesWaitInTheirOrder(Protocol protocol) {
        broker.resume(protocol, "subscriber", false).subscribe("a", 2).disconnect();
        RawClient publisher = broker.connect(protocol, "publisher");
        publisher.publish("a", 1, "1").publish("a", 2, "2").publish("a", 1, "3");
        RawClient subscriber = broker.resume(protocol, "subscriber", true); // CONNACK first
        ReceivedPacket first = subscriber.expectPublish("a", 1, "1");
        ReceivedPacket second = subscriber.expectPublish("a", 2, "2");
        ReceivedPacket third = subscriber.expectPublish("a", 1, "3");
        subscriber
                .acknowledge(first)
                .acknowledge(second)
                .acknowledge(third)
                .barrier()
                .disconnect();
        broker.resume(protocol, "subscriber", true).barrier();
    }

    @Test
    @Normative(
            value = {"MQTT-4.5.0-1", "MQTT-3.3.2-3"},
            mqtt3 = {"MQTT-4.5.0-1", "MQTT-3.3.2-3"})
    void eachSessionWithAMatchingFilterGetsTheMessageThereOrNotAndNoOther() {
        String[] fitting = {"a/b", "a/+", "+/b", "a/#", "#", "+/+", "a/b/#"};
        String[] others = {"a", "a/b/c", "b/#", "+", "a/B"};
        List<RawClient> there = new ArrayList<>();
        for (Protocol protocol : List.of(Protocol.MQTT_3_1_1, MQTT_5_0)) {
            for (String filter : fitting) {
                there.add(broker.resume(protocol, protocol + filter, false).subscribe(filter, 1));
                broker.resume(protocol, protocol + "away" + filter, false)
                        .subscribe(filter, 2)
                        .disconnect();
            }
        }
        RawClient other = broker.connect(MQTT_5_0, "other");
        List.of(others).forEach(filter -> other.subscribe(filter, 2));
        RawClient publisher = broker.connect(MQTT_5_0, "publisher").publish("a/b", 2, "x");
        there.forEach(client ->
                client.acknowledge(client.expectPublish("a/b", 1, "x")).expectNothingFrom(publisher));
        for (Protocol protocol : List.of(Protocol.MQTT_3_1_1, MQTT_5_0)) {
            for (String filter : fitting) {
                RawClient back = broker.resume(protocol, protocol + "away" + filter, true);
                back.acknowledge(back.expectPublish("a/b", 2, "x")).barrier();
            }
        }
        other.expectNothingFrom(publisher);
    }

    @ParameterizedTest
    @EnumSource(names = {"MQTT_3_1_1", "MQTT_5_0"})
    void qos0MessagesDoNotWait(Protocol protocol) {
        broker.resume(protocol, "subscriber", false)
                .subscribe("published/0", 1)
                .subscribe("granted/0", 0)
                .disconnect();
        broker.connect(protocol, "publisher").publish("published/0", 0, "x").publish("granted/0", 1, "x");
        broker.resume(protocol, "subscriber", true).barrier();
    }

    @ParameterizedTest
    @EnumSource
    @Normative(value = "MQTT-4.3.2-2", mqtt3 = "MQTT-4.3.2-1")
    void whatIsQueuedIsNoRepetition(Protocol protocol) {
        broker.resume(protocol, "subscriber", false).subscribe("a", 1).disconnect();
        broker.connect(protocol, "publisher").publish("a", 1, "x");
        RawClient subscriber = broker.resume(protocol, "subscriber", protocol != Protocol.MQTT_3_1);
        subscriber.expect("32 .. s'a' ____ [] 'x'"); // DUP 0
    }

    @ParameterizedTest
    @EnumSource(names = {"MQTT_3_1_1", "MQTT_5_0"})
    @Normative(
            value = {"MQTT-4.4.0-1", "MQTT-4.6.0-5"},
            mqtt3 = {"MQTT-4.4.0-1", "MQTT-4.6.0-6"})
    void whatIsLeftUnacknowledgedComesBeforeWhatWaited(Protocol protocol) {
        RawClient subscriber = broker.resume(protocol, "subscriber", false).subscribe("a", 1);
        RawClient publisher =
                broker.connect(protocol, "publisher").publish("a", 1, "1").publish("a", 1, "2");
        subscriber.expectPublish("a", "1");
        subscriber.expectPublish("a", "2");
        subscriber.disconnect();
        publisher.publish("a", 1, "3");
        RawClient again = broker.resume(protocol, "subscriber", true);
        assertThat(again.expectPublish("a", "1").dup()).isTrue();
        assertThat(again.expectPublish("a", "2").dup()).isTrue();
        assertThat(again.expectPublish("a", "3").dup()).isFalse();
    }

    @Test
    void messagesWithTheirPropertiesWait() {
        broker.resume(MQTT_5_0, "subscriber", false).subscribe("a", 1).disconnect();
        RawClient publisher = broker.connect(MQTT_5_0, "publisher");
        publisher.send("32 .. s'a' 0001 [03 s'text' 26 s'k' s'v'] 'x'").expectAck(ReceivedPacket.PUBACK, 1); // PUBLISH
        broker.resume(MQTT_5_0, "subscriber", true).expect("32 .. s'a' ____ [03 s'text' 26 s'k' s'v'] 'x'");
    }

    @Test
    void theSubscriptionIdentifierIsKeptWithWhatWaits() {
        RawClient subscriber = broker.resume(MQTT_5_0, "subscriber", false);
        subscriber.send("82 .. 0001 [0b 05] s'a' 01").expect("90 .. 0001 [] 01"); // SUBSCRIBE, Identifier 5
        subscriber.disconnect();
        broker.connect(MQTT_5_0, "publisher").publish("a", 1, "x");
        broker.resume(MQTT_5_0, "subscriber", true).expect("32 .. s'a' ____ [0b 05] 'x'");
    }

    private static List<String> receiveAndAcknowledgeAll(RawClient subscriber) {
        List<String> payloads = new ArrayList<>();
        for (int round = 0; round < 2; round++) {
            subscriber.send("c0 00"); // PINGREQ
            ReceivedPacket packet = subscriber.receive();
            for (; packet.type() != ReceivedPacket.PINGRESP; packet = subscriber.receive()) {
                payloads.add(packet.payload());
                subscriber.acknowledge(packet);
            }
        }
        return payloads;
    }

    @Test
    void noMoreWaitsThanTheMaximumNumberOfMessages() {
        try (TestBroker small = TestBroker.create().maximumQueuedMessages(5).start()) {
            small.resume(MQTT_5_0, "subscriber", false).subscribe("a", 1).disconnect();
            RawClient publisher = small.connect(MQTT_5_0, "publisher");
            for (int i = 1; i <= 20; i++) {
                publisher.publish("a", 1, "" + i);
            }
            List<String> waited = receiveAndAcknowledgeAll(small.resume(MQTT_5_0, "subscriber", true));
            assertThat(waited).containsExactly("1", "2", "3", "4", "5"); // further ones are dropped
            publisher.publish("a", 1, "after the queue was emptied");
        }
    }

    @Test
    void noMoreWaitsThanTheMaximumNumberOfBytes() {
        try (TestBroker small = TestBroker.create().maximumQueuedBytes(20_000).start()) {
            small.resume(MQTT_5_0, "subscriber", false).subscribe("a", 1).disconnect();
            RawClient publisher = small.connect(MQTT_5_0, "publisher");
            for (int i = 1; i <= 20; i++) {
                publisher.publish("a", 1, i + "x".repeat(4_000));
            }
            List<String> waited = receiveAndAcknowledgeAll(small.resume(MQTT_5_0, "subscriber", true));
            assertThat(waited).extracting(String::length).hasSizeBetween(3, 4).containsOnly(4_001);
        }
    }

    @Test
    void aQueueThatWasFullTakesMessagesAgainAfterItWasEmptied() {
        try (TestBroker small = TestBroker.create().maximumQueuedMessages(2).start()) {
            small.resume(MQTT_5_0, "subscriber", false).subscribe("a", 1).disconnect();
            RawClient publisher = small.connect(MQTT_5_0, "publisher");
            publisher.publish("a", 1, "1").publish("a", 1, "2").publish("a", 1, "3");
            RawClient subscriber = small.resume(MQTT_5_0, "subscriber", true);
            assertThat(receiveAndAcknowledgeAll(subscriber)).containsExactly("1", "2");
            publisher.publish("a", 1, "4");
            subscriber.acknowledge(subscriber.expectPublish("a", "4")).disconnect();
            publisher.publish("a", 1, "5").publish("a", 1, "6").publish("a", 1, "7");
            assertThat(receiveAndAcknowledgeAll(small.resume(MQTT_5_0, "subscriber", true)))
                    .containsExactly("5", "6");
        }
    }

    @Test
    void aFullQueueOfOneClientTakesNothingFromAnother() {
        try (TestBroker small = TestBroker.create().maximumQueuedMessages(2).start()) {
            small.resume(MQTT_5_0, "away", false).subscribe("a", 1).disconnect();
            RawClient there = small.connect(MQTT_5_0, "there").subscribe("a", 1);
            RawClient publisher = small.connect(MQTT_5_0, "publisher");
            for (int i = 1; i <= 10; i++) {
                publisher.publish("a", 1, "" + i);
                there.acknowledge(there.expectPublish("a", "" + i));
            }
        }
    }

    @Test
    @Normative("MQTT-4.6.0-5")
    void thousandsOfMessagesWaitAndComeInOrder() {
        broker.resume(MQTT_5_0, "subscriber", false).subscribe("a", 1).disconnect();
        RawClient publisher = broker.connect(MQTT_5_0, "publisher");
        for (int i = 0; i < 3_000; i++) {
            publisher.send("32 .. s'a' %04x [] '%d'".formatted(i % 500 + 1, i)); // PUBLISH QoS 1
            publisher.expectAck(ReceivedPacket.PUBACK, i % 500 + 1);
        }
        RawClient subscriber = broker.resume(MQTT_5_0, "subscriber", true);
        for (int i = 0; i < 3_000; i++) {
            subscriber.acknowledge(subscriber.expectPublish("a", 1, "" + i));
        }
        subscriber.barrier();
    }
}
