package org.holdfast.engine.chapter4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;

import java.util.List;
import java.util.stream.Stream;
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
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shared subscriptions (section 4.8.2). */
@Tag(ExternalBroker.TAG)
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

    @ParameterizedTest
    @EnumSource
    void clientsOfAllVersionsShare(Protocol protocol) {
        RawClient one = broker.connect(protocol, "one").subscribe("$share/group/a/#", 0);
        RawClient other = member("other", 0);
        RawClient publisher = publisher().publish("a/b", 0, "1").publish("a/b", 0, "2");
        assertThat(one.receiveAllFrom(publisher)).hasSize(1);
        assertThat(other.receiveAllFrom(publisher)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"g", " ", "$share", "ä😀", "g.h-i_j", "G"})
    @Normative({"MQTT-4.8.2-1", "MQTT-4.8.2-2"})
    void aShareNameMayHaveAnyOtherCharacter(String shareName) {
        RawClient member = broker.connect(MQTT_5_0, "member").subscribe("$share/" + shareName + "/a/+", 0);
        publisher().publish("a/b", 0, "x");
        member.expectPublish("a/b", "x");
        member.unsubscribe("$share/" + shareName + "/a/+")
                .expectNothingFrom(publisher().publish("a/b", 0, "x"));
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
    @Normative("MQTT-3.8.3-4")
    void noLocalOnASharedSubscriptionIsAProtocolError() {
        RawClient client = broker.connect(MQTT_5_0, "client");
        client.send("82 .. 0001 [] s'$share/group/a' 04").expectDisconnect(0x82);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$share//a",
                "$share/g",
                "$share/g/",
                "$share/",
                "$share/g+/a",
                "$share/#/a",
                "$share/+/a",
                "$share/g#/a",
                "$share/g/a#"
            })
    @Normative({"MQTT-4.8.2-1", "MQTT-4.8.2-2"})
    void aSharedFilterThatIsNoneIsMalformed(String filter) {
        broker.connect(MQTT_5_0, "client")
                .send("82 .. 0001 [] s'%s' 00".formatted(filter)) // SUBSCRIBE
                .expectDisconnect(0x81);
        broker.connect(MQTT_5_0, "client")
                .send("a2 .. 0001 [] s'%s'".formatted(filter)) // UNSUBSCRIBE
                .expectDisconnect(0x81);
    }
}
