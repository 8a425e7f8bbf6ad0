package org.holdfast.engine.chapter4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.ReceivedPacket;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shared subscriptions (section 4.8.2). */
class SharedSubscriptionTest {
    @RegisterExtension
    final TestBroker broker = TestBroker.create();

    private RawClient member(String clientId, int options) {
        return broker.connect(MQTT_5_0, clientId).subscribe("$share/group/a/#", options);
    }

    private RawClient publisher() {
        return broker.connect(MQTT_5_0, "publisher");
    }

    @Test
    void eachMessageGoesToOneMemberAndEachMemberGetsSome() {
        RawClient one = member("one", 0);
        RawClient other = member("other", 0);
        RawClient publisher = publisher();
        for (int i = 0; i < 20; i++) {
            publisher.publish("a/b", 1, "" + i);
        }
        List<ReceivedPacket> ones = one.receiveAllFrom(publisher);
        List<ReceivedPacket> others = other.receiveAllFrom(publisher);
        assertThat(ones).isNotEmpty();
        assertThat(others).isNotEmpty();
        assertThat(Stream.concat(ones.stream(), others.stream()))
                .extracting(ReceivedPacket::payload)
                .containsExactlyInAnyOrderElementsOf(Stream.iterate(0, i -> i + 1)
                        .limit(20)
                        .map(String::valueOf)
                        .toList());
    }

    @Test
    void groupsAndPlainSubscriptionsEachGetTheirOwnCopy() {
        RawClient red = broker.connect(MQTT_5_0, "red").subscribe("$share/red/a", 0);
        RawClient blue = broker.connect(MQTT_5_0, "blue").subscribe("$share/blue/a", 0);
        RawClient plain = broker.connect(MQTT_5_0, "plain").subscribe("a", 0);
        RawClient publisher = publisher().publish("a", 0, "x");
        for (RawClient client : List.of(red, blue, plain)) {
            client.expectPublish("a", "x");
            client.expectNothingFrom(publisher);
        }
    }

    @Test
    void oneClientMayHoldTheFilterSharedAndPlain() {
        RawClient client = broker.connect(MQTT_5_0, "client");
        client.send("82 .. 0001 [0b 01] s'$share/g/a' 00").expect("90 .. 0001 [] 00"); // SUBSCRIBE, Identifier 1
        client.send("82 .. 0002 [0b 02] s'a' 00").expect("90 .. 0002 [] 00"); // SUBSCRIBE, Identifier 2
        RawClient publisher = publisher().publish("a", 0, "x");
        assertThat(client.receiveAllFrom(publisher))
                .flatExtracting(publish -> publish.properties().numbers(0x0B))
                .containsExactlyInAnyOrder(1L, 2L);
    }

    @Test
    void theQosGrantedToTheMemberIsTheMost() {
        RawClient member = member("one", 1);
        publisher().publish("a/b", 2, "x");
        member.expectPublish("a/b", 1, "x"); // [MQTT-4.8.2-3]
    }

    @Test
    void noRetainedMessagesAreSentForASharedSubscription() {
        RawClient publisher = publisher().publishRetained("a/b", 1, "kept");
        member("one", 1).barrier(); // section 4.8.2
        publisher.publishRetained("a/b", 1, "");
    }

    @Test
    void aMemberThatUnsubscribesGetsNothingMore() {
        RawClient one = member("one", 0);
        RawClient other = member("other", 0);
        one.unsubscribe("$share/group/a/#");
        RawClient publisher =
                publisher().publish("a/b", 1, "1").publish("a/b", 1, "2").publish("a/b", 1, "3");
        other.expectPublish("a/b", "1");
        other.expectPublish("a/b", "2");
        other.expectPublish("a/b", "3");
        one.expectNothingFrom(publisher);
    }

    @Test
    void aMemberThatIsAwayGetsNothingWhileOthersAreThere() {
        broker.resume(MQTT_5_0, "away", false).subscribe("$share/group/a/#", 1).disconnect();
        RawClient there = member("there", 0);
        publisher().publish("a/b", 1, "1").publish("a/b", 1, "2").publish("a/b", 1, "3");
        there.expectPublish("a/b", "1");
        there.expectPublish("a/b", "2");
        there.expectPublish("a/b", "3");
    }

    @Test
    void aGroupWhoseMembersAreAllAwayQueuesForOneOfThem() {
        broker.resume(MQTT_5_0, "one", false).subscribe("$share/group/a", 1).disconnect();
        broker.resume(MQTT_5_0, "other", false).subscribe("$share/group/a", 1).disconnect();
        RawClient publisher = publisher().publish("a", 1, "x");
        List<ReceivedPacket> received =
                new ArrayList<>(broker.resume(MQTT_5_0, "one", true).receiveAllFrom(publisher));
        received.addAll(broker.resume(MQTT_5_0, "other", true).receiveAllFrom(publisher));
        assertThat(received).extracting(ReceivedPacket::payload).containsExactly("x"); // [MQTT-4.5.0-1]
    }

    @Test
    void aQos2DeliveryThatWasCutGoesOnWithTheSameMember() {
        RawClient member = broker.resume(MQTT_5_0, "member", false).subscribe("$share/group/a", 2);
        RawClient publisher = publisher().publish("a", 2, "x");
        int packetId = member.expectPublish("a", 2, "x").packetId();
        RawClient other = broker.connect(MQTT_5_0, "other").subscribe("$share/group/a", 2);
        member.close();
        RawClient back = broker.resume(MQTT_5_0, "member", true);
        back.acknowledge(back.expect("3c .. s'a' %04x [] 'x'".formatted(packetId))); // [MQTT-4.8.2-4]
        other.expectNothingFrom(publisher);
    }

    @Test
    void aQos2DeliveryWhoseSessionEndsGoesToNoOtherMember() {
        RawClient member = broker.connect(MQTT_5_0, "member").subscribe("$share/group/a", 2);
        RawClient publisher = publisher().publish("a", 2, "x");
        member.expectPublish("a", 2, "x");
        RawClient other = broker.connect(MQTT_5_0, "other").subscribe("$share/group/a", 2);
        member.disconnect();
        other.expectNothingFrom(publisher); // [MQTT-4.8.2-5]
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aMessageThatAMemberRefusesIsDropped(int qos) {
        RawClient member = broker.connect(MQTT_5_0, "member").subscribe("$share/group/a", qos);
        RawClient publisher = publisher().publish("a", qos, "x");
        int packetId = member.expectPublish("a", qos, "x").packetId();
        RawClient other = broker.connect(MQTT_5_0, "other").subscribe("$share/group/a", qos);
        member.send("%s 03 %04x 80".formatted(qos == 1 ? "40" : "50", packetId)).barrier(); // PUBACK or PUBREC, error
        other.expectNothingFrom(publisher); // [MQTT-4.8.2-6]
    }

    @Test
    void noLocalOnASharedSubscriptionIsAProtocolError() {
        RawClient client = broker.connect(MQTT_5_0, "client");
        client.send("82 .. 0001 [] s'$share/group/a' 04").expectDisconnect(0x82); // [MQTT-3.8.3-4]
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"$share//a", "$share/g", "$share/g/", "$share/", "$share/g+/a", "$share/#/a", "$share/g/a#"})
    void aMalformedSharedFilterIsRefused(String filter) {
        RawClient client = broker.connect(MQTT_5_0, "client");
        client.send("82 .. 0001 [] s'%s' 00".formatted(filter), "e0 00"); // SUBSCRIBE, DISCONNECT
        List<ReceivedPacket> packets = client.receiveUntilClosed();
        assertThat(packets).hasSize(1);
        ReceivedPacket answer = packets.get(0);
        boolean subAck = answer.type() == ReceivedPacket.SUBACK;
        assertThat(subAck ? answer.codes() : "%02x".formatted(answer.reasonCode()))
                .isEqualTo("8f"); // [MQTT-4.8.2-1] [MQTT-4.8.2-2]
    }
}
