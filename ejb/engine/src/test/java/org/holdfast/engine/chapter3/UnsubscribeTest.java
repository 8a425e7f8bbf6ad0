package org.holdfast.engine.chapter3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;

import org.holdfast.engine.testing.Protocol;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.ReceivedPacket;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** UNSUBSCRIBE and UNSUBACK (sections 3.10 and 3.11). */
class UnsubscribeTest {
    @RegisterExtension
    final TestBroker broker = TestBroker.create();

    @ParameterizedTest
    @EnumSource
    void unsubAckEchoesThePacketIdentifierAndHasACodeForEachFilter(Protocol protocol) {
        RawClient client = broker.connect(protocol, "client").subscribe("a", 0).subscribe("c/#", 0);
        client.send("""
                a2 ..   // UNSUBSCRIBE
                1234    // Packet Identifier
                []
                s'a' s'never held' s'c/#'
                """);
        // [MQTT-3.10.4-4] [MQTT-3.10.4-5] [MQTT-3.10.4-6] [MQTT-3.11.3-1] [MQTT-3.11.3-2]
        client.expect("b0 .. 1234 [] {00 11 00}");
        client.barrier();
    }

    @ParameterizedTest
    @EnumSource
    void afterUnsubAckNothingNewArrives(Protocol protocol) {
        RawClient subscriber =
                broker.connect(protocol, "subscriber").subscribe("a", 1).subscribe("b", 1);
        RawClient publisher = broker.connect(protocol, "publisher").publish("a", 1, "1");
        subscriber.acknowledge(subscriber.expectPublish("a", "1")).unsubscribe("a");
        publisher.publish("a", 1, "2").publish("b", 1, "3");
        subscriber.expectPublish("b", "3"); // [MQTT-3.10.4-2]
        subscriber.expectNothingFrom(publisher);
    }

    @ParameterizedTest
    @CsvSource({"a/+, a/b", "a/b, a/+", "a/#, a/b", "a/b, A/b"}) // [MQTT-3.10.4-1]
    void onlyTheVeryTextOfAFilterIsUnsubscribed(String held, String unsubscribed) {
        RawClient subscriber = broker.connect(MQTT_5_0, "subscriber").subscribe(held, 0);
        subscriber.send("a2 .. 0009 [] s'%s'".formatted(unsubscribed)).expect("b0 .. 0009 [] 11"); // UNSUBSCRIBE
        broker.connect(MQTT_5_0, "publisher").publish("a/b", 0, "x");
        subscriber.expectPublish("a/b", "x");
    }

    @Test
    void anOverlappingSubscriptionStays() {
        RawClient subscriber = broker.connect(MQTT_5_0, "subscriber").subscribe("a/#", 0);
        subscriber.subscribe("a/b", 1).unsubscribe("a/b");
        RawClient publisher = broker.connect(MQTT_5_0, "publisher").publish("a/b", 1, "x");
        subscriber.expectPublish("a/b", 0, "x");
        subscriber.expectNothingFrom(publisher);
    }

    @ParameterizedTest
    @EnumSource
    void aDeliveryUnderWayIsCompleted(Protocol protocol) {
        RawClient subscriber = broker.connect(protocol, "subscriber").subscribe("a", 2);
        broker.connect(protocol, "publisher").publish("a", 2, "x");
        ReceivedPacket publish = subscriber.expectPublish("a", 2, "x");
        subscriber.unsubscribe("a").acknowledge(publish).barrier(); // [MQTT-3.10.4-3]
    }

    @ParameterizedTest
    @EnumSource(names = {"MQTT_3_1_1", "MQTT_5_0"})
    void anUnsubscribedFilterIsGoneFromTheStoredSessionToo(Protocol protocol) {
        broker.resume(protocol, "subscriber", false)
                .subscribe("a", 1)
                .unsubscribe("a")
                .disconnect();
        broker.connect(protocol, "publisher").publish("a", 1, "x");
        broker.resume(protocol, "subscriber", true).barrier();
    }

    @ParameterizedTest
    @EnumSource
    void unsubscribingTwiceIsAnsweredTwice(Protocol protocol) {
        RawClient client = broker.connect(protocol, "client").subscribe("a", 0);
        client.send("a2 .. 0001 [] s'a'", "a2 .. 0002 [] s'a'"); // UNSUBSCRIBE, twice
        client.expect("b0 .. 0001 [] {00}");
        client.expect("b0 .. 0002 [] {11}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a#", "", "a/+b", "$share/g"})
    void aFilterThatIsNoneIsAnsweredToo(String notOne) {
        RawClient client = broker.connect(MQTT_5_0, "client").subscribe("a", 0);
        client.send("a2 .. 0001 [] s'%s' s'a'".formatted(notOne)); // UNSUBSCRIBE
        assertThat(client.expectType(ReceivedPacket.UNSUBACK).codes()).isIn("8f 00", "11 00"); // [MQTT-3.10.4-4]
    }
}
