package org.holdfast.engine.chapter4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;
import static org.holdfast.engine.testing.ReceivedPacket.PUBREL;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.engine.conformance.Normative;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.ReceivedPacket;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a message of a shared subscription that one member was chosen for (section 4.8.2). */
class SharedDeliveryTest {
    private static final String FILTER = "$share/group/a";

    @RegisterExtension
    final TestBroker broker = TestBroker.create();

    /** A member whose session outlives its connection by an hour. */
    private RawClient member(int qos) {
        return broker.resume(MQTT_5_0, "member", false).subscribe(FILTER, qos);
    }

    /** A member that comes when the message has been sent to the first. */
    private RawClient other(int qos) {
        return broker.connect(MQTT_5_0, "other").subscribe(FILTER, qos);
    }

    private RawClient publisher() {
        return broker.connect(MQTT_5_0, "publisher");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0, 1", "0, 2", "1, 0", "1, 1", "1, 2", "2, 0", "2, 1", "2, 2"})
    @Normative({"MQTT-3.8.4-8", "MQTT-4.8.2-3"})
    void eachMemberGetsItsMessagesAtMostAtTheQosItWasGranted(int published, int granted) {
        RawClient one = member(granted);
        RawClient other = other(2);
        RawClient publisher = publisher();
        for (int i = 0; i < 4; i++) {
            publisher.publish("a", published, "x");
        }
        List<ReceivedPacket> ones = new ArrayList<>(one.receiveAllFrom(publisher));
        assertThat(ones).hasSize(2).extracting(ReceivedPacket::qos).containsOnly(Math.min(published, granted));
        assertThat(other.receiveAllFrom(publisher))
                .hasSize(2)
                .extracting(ReceivedPacket::qos)
                .containsOnly(published);
    }

    @Test
    @Normative("MQTT-4.8.2-4")
    void aQos2DeliveryThatWasCutGoesOnWithTheSameMember() {
        RawClient member = member(2);
        RawClient publisher = publisher().publish("a", 2, "x");
        int packetId = member.expectPublish("a", 2, "x").packetId();
        RawClient other = other(2);
        member.close();
        broker.letPass(Duration.ofMinutes(50));
        other.expectNothingFrom(publisher);
        RawClient back = broker.resume(MQTT_5_0, "member", true);
        back.acknowledge(back.expect("3c .. s'a' %04x [] 'x'".formatted(packetId)))
                .barrier(); // PUBLISH QoS 2, DUP
        other.expectNothingFrom(publisher);
    }

    @Test
    @Normative("MQTT-4.8.2-4")
    void soDoesOneThatWasCutAfterItsPubRec() {
        RawClient member = member(2);
        RawClient publisher = publisher().publish("a", 2, "x");
        int packetId = member.expectPublish("a", 2, "x").packetId();
        member.send("50 02 %04x".formatted(packetId)).expectAck(PUBREL, packetId); // PUBREC
        RawClient other = other(2);
        member.close();
        RawClient back = broker.resume(MQTT_5_0, "member", true);
        back.expectAck(PUBREL, packetId, 0);
        back.send("70 02 %04x".formatted(packetId)).barrier(); // PUBCOMP
        other.expectNothingFrom(publisher);
    }

    /** How a session ends. */
    enum End {
        DISCONNECT {
            @Override
            void of(RawClient member, TestBroker broker) {
                member.send("e0 .. 00 [11 00000000]").expectClosed(); // DISCONNECT, Session Expiry Interval 0
            }
        },
        EXPIRY {
            @Override
            void of(RawClient member, TestBroker broker) {
                member.close();
                broker.letPass(Duration.ofMinutes(61));
            }
        },
        CLEAN_START {
            @Override
            void of(RawClient member, TestBroker broker) {
                member.close();
                broker.connect(MQTT_5_0, "member").barrier();
            }
        },
        TAKEOVER_WITH_CLEAN_START {
            @Override
            void of(RawClient member, TestBroker broker) {
                broker.connect(MQTT_5_0, "member").barrier();
            }
        };

        abstract void of(RawClient member, TestBroker broker);
    }

    @ParameterizedTest
    @EnumSource
    @Normative("MQTT-4.8.2-5")
    void aQos2DeliveryWhoseSessionEndsGoesToNoOtherMember(End end) {
        RawClient member = member(2);
        RawClient publisher = publisher().publish("a", 2, "x").publish("a", 2, "y");
        int packetId = member.expectPublish("a", 2, "x").packetId();
        member.expectPublish("a", 2, "y");
        member.send("50 02 %04x".formatted(packetId)).expectAck(PUBREL, packetId); // PUBREC of the first
        RawClient other = other(2);
        end.of(member, broker);
        other.expectNothingFrom(publisher);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 80", "1, 83", "1, 87", "1, 90", "1, 91", "1, 97", "1, 99",
        "2, 80", "2, 83", "2, 87", "2, 90", "2, 91", "2, 97", "2, 99"
    })
    @Normative({"MQTT-4.4.0-2", "MQTT-4.8.2-6"})
    void aMessageThatAMemberRefusesIsDropped(int qos, String reasonCode) {
        RawClient member = member(qos);
        RawClient publisher = publisher().publish("a", qos, "x");
        int packetId = member.expectPublish("a", qos, "x").packetId();
        RawClient other = other(qos);
        String type = qos == 1 ? "40" : "50"; // PUBACK or PUBREC
        member.send("%s 03 %04x %s".formatted(type, packetId, reasonCode)).barrier();
        other.expectNothingFrom(publisher);
        member.close();
        broker.resume(MQTT_5_0, "member", true).barrier();
        other.expectNothingFrom(publisher);
    }

    @Test
    void aMemberThatIsAwayGetsNothingWhileOthersAreThere() {
        member(1).disconnect();
        RawClient there = other(0);
        publisher().publish("a", 1, "1").publish("a", 1, "2").publish("a", 1, "3");
        there.expectPublish("a", "1");
        there.expectPublish("a", "2");
        there.expectPublish("a", "3");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    @Timeout(60)
    @Normative("MQTT-4.5.0-1")
    void aGroupWhoseMembersAreAllAwayQueuesForOneOfThem(int qos) {
        broker.resume(MQTT_5_0, "one", false).subscribe(FILTER, qos).disconnect();
        broker.resume(MQTT_5_0, "another", false).subscribe(FILTER, qos).disconnect();
        publisher().publish("a", qos, "x").barrier();
        List<RawClient> members =
                List.of(broker.resume(MQTT_5_0, "one", true), broker.resume(MQTT_5_0, "another", true));
        List<ReceivedPacket> received = new ArrayList<>();
        while (received.isEmpty()) { // with QoS 2 it leaves after a commit
            members.forEach(member -> received.addAll(member.receiveAll()));
        }
        members.forEach(member -> received.addAll(member.receiveAll()));
        assertThat(received).extracting(ReceivedPacket::payload).containsExactly("x");
    }

    @Test
    @Normative("MQTT-4.5.0-1")
    void itQueuesForOneThatWasGrantedMoreThanQos0WhosoeverTurnItIs() {
        broker.resume(MQTT_5_0, "zero", false).subscribe(FILTER, 0).disconnect();
        broker.resume(MQTT_5_0, "one", false).subscribe(FILTER, 1).disconnect();
        broker.resume(MQTT_5_0, "another zero", false).subscribe(FILTER, 0).disconnect();
        RawClient publisher = publisher();
        for (int i = 0; i < 6; i++) {
            publisher.publish("a", 1, "" + i);
        }
        assertThat(broker.resume(MQTT_5_0, "one", true).receiveAllFrom(publisher))
                .extracting(ReceivedPacket::payload)
                .containsExactly("0", "1", "2", "3", "4", "5");
    }

    @Test
    void aQos1DeliveryThatWasCutWaitsForTheSameMember() {
        RawClient member = member(1);
        RawClient publisher = publisher().publish("a", 1, "x");
        int packetId = member.expectPublish("a", 1, "x").packetId();
        RawClient other = other(1);
        member.close();
        other.expectNothingFrom(publisher);
        RawClient back = broker.resume(MQTT_5_0, "member", true);
        back.acknowledge(back.expect("3a .. s'a' %04x [] 'x'".formatted(packetId)))
                .barrier(); // PUBLISH QoS 1, DUP
        other.expectNothingFrom(publisher);
    }

    /** A member that takes one message at a time, with one on its way to it and two that wait. */
    private RawClient memberWithThree(RawClient publisher) {
        RawClient member = broker.open(MQTT_5_0);
        member.send("10 .. @ 00 0000 [11 00000e10 21 0001] s'member'").expectAccepted(false); // CONNECT
        member.subscribe(FILTER, 1);
        publisher.publish("a", 1, "1").publish("a", 2, "2").publish("a", 1, "3");
        member.expectPublish("a", 1, "1");
        return member;
    }

    @ParameterizedTest
    @EnumSource
    void qos1DeliveriesWhoseSessionEndsGoToAnotherMember(End end) {
        RawClient publisher = publisher();
        RawClient member = memberWithThree(publisher);
        RawClient other = other(2);
        end.of(member, broker);
        other.expect("32 .. s'a' ____ [] '1'"); // PUBLISH QoS 1, DUP 0: new to this member
        other.expect("34 .. s'a' ____ [] '2'"); // PUBLISH QoS 2, as this member was granted
        other.expect("32 .. s'a' ____ [] '3'");
        other.expectNothingFrom(publisher);
    }

    @Test
    void thoseThatWaitForAMemberThatNeverComesBackWaitForAnotherThen() {
        member(1).disconnect();
        RawClient publisher = publisher().publish("a", 1, "1").publish("a", 1, "2");
        RawClient other =
                broker.open(MQTT_5_0).send("10 .. @ 02 0000 [11 ffffffff] s'other'"); // CONNECT, without expiry
        other.expectAccepted(false);
        other.subscribe(FILTER, 1).disconnect();
        broker.letPass(Duration.ofMinutes(61));
        RawClient back = broker.resume(MQTT_5_0, "other", true);
        back.acknowledge(back.expectPublish("a", 1, "1")).acknowledge(back.expectPublish("a", 1, "2"));
        back.expectNothingFrom(publisher);
    }

    @Test
    void withoutAnotherMemberTheyEndWithTheSession() {
        RawClient publisher = publisher();
        memberWithThree(publisher).send("e0 .. 00 [11 00000000]").expectClosed(); // DISCONNECT, no expiry
        other(1).expectNothingFrom(publisher);
        RawClient plain = broker.connect(MQTT_5_0, "plain").subscribe("a", 1);
        plain.expectNothingFrom(publisher);
    }

    @Test
    void aPlainSubscriptionOfTheSameFilterGetsNothingTwice() {
        RawClient plain = broker.connect(MQTT_5_0, "plain").subscribe("a", 1);
        RawClient publisher = publisher();
        RawClient member = memberWithThree(publisher);
        RawClient other = other(1);
        assertThat(plain.receiveAllFrom(publisher)).hasSize(3);
        End.DISCONNECT.of(member, broker);
        assertThat(other.receiveAllFrom(publisher)).hasSize(3);
        plain.expectNothingFrom(publisher);
    }

    @Test
    void whatAPlainSubscriptionHadEndsWithTheSessionAlsoWhereOthersShareTheFilter() {
        RawClient member = broker.resume(MQTT_5_0, "member", false).subscribe("a", 1);
        RawClient publisher = publisher().publish("a", 1, "x");
        member.expectPublish("a", 1, "x");
        RawClient other = other(1);
        End.DISCONNECT.of(member, broker);
        other.expectNothingFrom(publisher);
    }
}
