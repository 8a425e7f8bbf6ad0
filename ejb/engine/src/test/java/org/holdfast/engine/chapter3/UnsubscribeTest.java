package org.holdfast.engine.chapter3;

import static org.holdfast.engine.testing.Protocol.MQTT_5_0;

import org.holdfast.engine.conformance.Normative;
import org.holdfast.engine.testing.ExternalBroker;
import org.holdfast.engine.testing.Protocol;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.ReceivedPacket;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** UNSUBSCRIBE and UNSUBACK (sections 3.10 and 3.11). */
@Tag(ExternalBroker.TAG)
class UnsubscribeTest {
    @RegisterExtension
    final TestBroker broker = TestBroker.create();

    @ParameterizedTest
    @EnumSource
    @Normative(
            value = {"MQTT-2.2.1-6", "MQTT-3.10.4-4", "MQTT-3.10.4-5", "MQTT-3.10.4-6", "MQTT-3.11.3-1", "MQTT-3.11.3-2"
            },
            mqtt3 = {"MQTT-2.3.1-7", "MQTT-3.10.4-4", "MQTT-3.10.4-5", "MQTT-3.10.4-6"})
    void unsubAckEchoesThePacketIdentifierAndHasACodeForEachFilter(Protocol protocol) {
        RawClient client = broker.connect(protocol, "client").subscribe("a", 0).subscribe("c/#", 0);
        client.send("""
                a2 ..   // UNSUBSCRIBE
                1234    // Packet Identifier
                []
                s'a' s'never held' s'c/#'
                """);
        client.expect("b0 .. 1234 [] {00 11 00}");
        client.barrier();
    }

    @ParameterizedTest
    @EnumSource
    @Normative(
            value = {"MQTT-3.10.4-4", "MQTT-3.10.4-5", "MQTT-3.11.3-2"},
            mqtt3 = {"MQTT-3.10.4-4", "MQTT-3.10.4-5"})
    void aClientThatHoldsNoneOfTheFiltersIsAnsweredToo(Protocol protocol) {
        RawClient client = broker.connect(protocol, "client");
        client.send("a2 .. 0007 [] s'a'", "a2 .. 0003 [] s'b/#' s'+' s'b/#'"); // UNSUBSCRIBE, twice
        client.expect("b0 .. 0007 [] {11}");
        client.expect("b0 .. 0003 [] {11 11 11}");
        client.barrier();
    }

    @ParameterizedTest
    @EnumSource
    @Normative(value = "MQTT-3.10.4-6", mqtt3 = "MQTT-3.10.4-6")
    void eachFilterOfAnUnsubscribeEndsItsSubscriptionAsIfItHadComeAlone(Protocol protocol) {
        RawClient subscriber = broker.connect(protocol, "subscriber");
        for (String filter : new String[] {"a", "b/+", "c/#", "d"}) {
            subscriber.subscribe(filter, 1);
        }
        subscriber.send("a2 .. 0009 [] s'a' s'b/+' s'a' s'c/#'").expect("b0 .. 0009 [] {00 00 11 00}"); // UNSUBSCRIBE
        RawClient publisher = broker.connect(protocol, "publisher");
        publisher
                .publish("a", 1, "1")
                .publish("b/x", 1, "2")
                .publish("c", 1, "3")
                .publish("d", 1, "4");
        subscriber.expectPublish("d", "4");
        subscriber.expectNothingFrom(publisher);
    }

    @ParameterizedTest
    @EnumSource
    @Normative(value = "MQTT-3.10.4-2", mqtt3 = "MQTT-3.10.4-2")
    void afterUnsubAckNothingNewArrives(Protocol protocol) {
        RawClient subscriber =
                broker.connect(protocol, "subscriber").subscribe("a", 1).subscribe("b", 1);
        RawClient publisher = broker.connect(protocol, "publisher").publish("a", 1, "1");
        subscriber.acknowledge(subscriber.expectPublish("a", "1")).unsubscribe("a");
        publisher.publish("a", 1, "2").publish("b", 1, "3");
        subscriber.expectPublish("b", "3");
        subscriber.expectNothingFrom(publisher);
    }

    @ParameterizedTest
    @CsvSource({
        "a/+,       a/b",
        "a/b,       a/+",
        "a/#,       a/b",
        "a/#,       a/+",
        "+/b,       #",
        "a/b,       A/b",
        "a/b,       a/b/",
        "a/b,       a/b/#",
        "Å/b,       Å/b" // the same letter, composed and with a combining ring
    })
    @Normative(value = "MQTT-3.10.4-1", mqtt3 = "MQTT-3.10.4-1")
    void onlyTheVeryTextOfAFilterIsUnsubscribed(String held, String unsubscribed) {
        for (Protocol protocol : Protocol.values()) {
            String topic = held.startsWith("Å") ? held : "a/b";
            RawClient subscriber = broker.connect(protocol, "subscriber").subscribe(held, 0);
            subscriber.send("a2 .. 0009 [] s'%s'".formatted(unsubscribed)).expect("b0 .. 0009 [] {11}"); // UNSUBSCRIBE
            RawClient publisher = broker.connect(protocol, "publisher").publish(topic, 0, "1");
            subscriber.expectPublish(topic, "1");
            subscriber.unsubscribe(held).expectNothingFrom(publisher.publish(topic, 0, "2"));
        }
    }

    @Test
    @Normative("MQTT-3.10.4-1")
    void theShareNameIsPartOfTheText() {
        RawClient subscriber = broker.connect(MQTT_5_0, "subscriber");
        subscriber.subscribe("$share/red/a", 1).subscribe("$share/blue/a", 0);
        subscriber.send("a2 .. 0009 [] s'a' s'$share/green/a' s'$share/red/a'").expect("b0 .. 0009 [] 11 11 00");
        RawClient publisher = broker.connect(MQTT_5_0, "publisher").publish("a", 1, "x");
        subscriber.expectPublish("a", 0, "x"); // of the group that is left
        subscriber.expectNothingFrom(publisher);
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
    @Normative(value = "MQTT-3.10.4-3", mqtt3 = "MQTT-3.10.4-3")
    void aDeliveryUnderWayIsCompleted(Protocol protocol) {
        RawClient subscriber = broker.connect(protocol, "subscriber").subscribe("a", 2);
        RawClient publisher = broker.connect(protocol, "publisher").publish("a", 2, "1");
        ReceivedPacket first = subscriber.expectPublish("a", 2, "1");
        publisher.publish("a", 2, "2");
        ReceivedPacket second = subscriber.expectPublish("a", 2, "2");
        subscriber.send("50 02 %04x".formatted(second.packetId())); // PUBREC: its PUBREL is under way
        subscriber.expectAck(ReceivedPacket.PUBREL, second.packetId(), 0);
        subscriber.unsubscribe("a").acknowledge(first);
        subscriber.send("70 02 %04x".formatted(second.packetId())).barrier(); // PUBCOMP
    }

    @ParameterizedTest
    @EnumSource(names = {"MQTT_3_1_1", "MQTT_5_0"})
    @Normative(value = "MQTT-3.10.4-3", mqtt3 = "MQTT-3.10.4-3")
    void aDeliveryUnderWayIsCompletedAlsoOnAnotherConnection(Protocol protocol) {
        RawClient subscriber = broker.resume(protocol, "subscriber", false).subscribe("a", 2);
        broker.connect(protocol, "publisher").publish("a", 1, "1").publish("a", 2, "2");
        int first = subscriber.expectPublish("a", 1, "1").packetId();
        int second = subscriber.expectPublish("a", 2, "2").packetId();
        subscriber.unsubscribe("a").close();
        RawClient again = broker.resume(protocol, "subscriber", true);
        again.acknowledge(again.expect("3a .. s'a' %04x [] '1'".formatted(first)));
        again.acknowledge(again.expect("3c .. s'a' %04x [] '2'".formatted(second)))
                .barrier();
    }

    @ParameterizedTest
    @EnumSource(names = {"MQTT_3_1_1", "MQTT_5_0"})
    @Normative(value = "MQTT-3.10.4-1", mqtt3 = "MQTT-3.10.4-1")
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
    @Normative(
            value = {"MQTT-3.10.4-1", "MQTT-3.10.4-5", "MQTT-3.11.3-2"},
            mqtt3 = {"MQTT-3.10.4-1", "MQTT-3.10.4-5"})
    void unsubscribingTwiceIsAnsweredTwice(Protocol protocol) {
        RawClient client = broker.connect(protocol, "client").subscribe("a", 0);
        client.send("a2 .. 0001 [] s'a'", "a2 .. 0002 [] s'a'"); // UNSUBSCRIBE, twice
        client.expect("b0 .. 0001 [] {00}");
        client.expect("b0 .. 0002 [] {11}");
    }

    @Test
    @Normative({"MQTT-3.10.4-4", "MQTT-3.11.3-1", "MQTT-3.11.3-2"})
    void aFilterWithTooManyLevelsIsAnsweredToo() {
        RawClient client = broker.connect(MQTT_5_0, "client").subscribe("a", 0);
        client.send("a2 .. 0001 [] s'%s' s'a'".formatted("a/".repeat(1_000) + "a")); // UNSUBSCRIBE
        client.expect("b0 .. 0001 [] 8f 00"); // UNSUBACK
    }
}
