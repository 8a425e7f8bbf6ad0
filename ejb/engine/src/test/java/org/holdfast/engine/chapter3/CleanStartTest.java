package org.holdfast.engine.chapter3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_3_1_1;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;
import static org.holdfast.engine.testing.ReceivedPacket.PUBCOMP;
import static org.holdfast.engine.testing.ReceivedPacket.PUBREC;
import static org.holdfast.engine.testing.ReceivedPacket.PUBREL;

import java.util.Arrays;
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

/** Clean Start, or Clean Session before MQTT 5.0 (section 3.1.2.4), and the Session Present flag of CONNACK (3.2.2.1). */
@Tag(ExternalBroker.TAG)
class CleanStartTest {
    @RegisterExtension
    final TestBroker broker = TestBroker.create();

    /**
     * A session with everything in it that there can be, whose client is away: a subscription, a message that waits, one at
     * each step of the way to the client, and one of the client's own at QoS 2 that is not released.
     */
    private Session leaveSession(Protocol protocol) {
        RawClient client = broker.resume(protocol, "client", false).subscribe("a", 2);
        RawClient publisher = broker.connect(protocol, "publisher");
        publisher
                .publish("a", 1, "unacknowledged")
                .publish("a", 2, "unreceived")
                .publish("a", 2, "uncompleted");
        int unacknowledged = client.expectPublish("a", 1, "unacknowledged").packetId();
        int unreceived = client.expectPublish("a", 2, "unreceived").packetId();
        int uncompleted = client.expectPublish("a", 2, "uncompleted").packetId();
        client.send("50 02 %04x".formatted(uncompleted)).expectAck(PUBREL, uncompleted); // PUBREC
        client.send("34 .. s'own' 0001 [] 'first'").expectAck(PUBREC, 1); // PUBLISH QoS 2
        client.disconnect();
        publisher.publish("a", 1, "queued");
        return new Session(unacknowledged, unreceived, uncompleted, publisher);
    }

    private record Session(int unacknowledged, int unreceived, int uncompleted, RawClient publisher) {}

    @ParameterizedTest
    @EnumSource(names = {"MQTT_3_1_1", "MQTT_5_0"})
    @Normative(
            value = {"MQTT-3.1.2-5", "MQTT-3.1.2-23", "MQTT-3.1.4-4", "MQTT-3.2.0-1", "MQTT-3.2.2-3"},
            mqtt3 = {"MQTT-3.1.2-4", "MQTT-3.1.2-5", "MQTT-3.1.4-3", "MQTT-2.3.1-4", "MQTT-3.2.0-1", "MQTT-3.2.2-2"})
    void withoutItTheSessionGoesOnWhereItStopped(Protocol protocol) {
        Session left = leaveSession(protocol);
        RawClient witness = broker.connect(protocol, "witness").subscribe("own", 0);
        RawClient client = broker.resume(protocol, "client", true);
        client.expect("3a .. s'a' %04x [] 'unacknowledged'".formatted(left.unacknowledged()));
        client.expect("3c .. s'a' %04x [] 'unreceived'".formatted(left.unreceived()));
        client.expectAck(PUBREL, left.uncompleted());
        client.expect("32 .. s'a' ____ [] 'queued'");
        left.publisher().publish("a", 0, "live");
        client.expectPublish("a", 0, "live");
        client.send("3c .. s'own' 0001 [] 'first'").expectAck(PUBREC, 1); // PUBLISH once more: it is known
        client.send("62 02 0001").expectAck(PUBCOMP, 1); // PUBREL
        witness.expectNothingFrom(client);
    }

    @ParameterizedTest
    @EnumSource(names = {"MQTT_3_1_1", "MQTT_5_0"})
    @Normative(
            value = {"MQTT-3.1.2-4", "MQTT-3.1.4-4", "MQTT-3.2.2-2"},
            mqtt3 = {"MQTT-3.1.2-6", "MQTT-3.1.4-3", "MQTT-3.2.2-1"})
    void withItNothingIsLeftOfAStoredSession(Protocol protocol) {
        RawClient publisher = leaveSession(protocol).publisher();
        RawClient witness = broker.connect(protocol, "witness").subscribe("own", 0);
        RawClient client = broker.connect(protocol, "client");
        publisher.publish("a", 1, "live");
        client.expectNothingFrom(publisher);
        client.send("34 .. s'own' 0001 [] 'second'").expectAck(PUBREC, 1); // PUBLISH QoS 2: another message
        witness.expectPublish("own", 0, "second");
    }

    @ParameterizedTest
    @EnumSource
    @Normative(
            value = {"MQTT-3.1.2-6", "MQTT-3.1.4-4", "MQTT-3.2.2-3"},
            mqtt3 = {"MQTT-3.1.2-4", "MQTT-3.1.4-3", "MQTT-3.2.2-3"})
    void withoutItAndWithoutAStoredSessionThereIsANewOne(Protocol protocol) {
        RawClient client = broker.resume(protocol, "client", false);
        client.expectNothingFrom(broker.connect(protocol, "publisher").publish("a", 1, "x"));
    }

    @ParameterizedTest
    @EnumSource
    @Normative(
            value = {"MQTT-3.1.4-4", "MQTT-3.2.2-2"},
            mqtt3 = {"MQTT-3.1.4-3", "MQTT-3.2.2-1"})
    void withItAndWithoutAStoredSessionThereIsANewOne(Protocol protocol) {
        broker.connect(protocol, "client").barrier(); // Session Present 0
    }

    @Test
    @Normative(mqtt3 = {"MQTT-3.1.2-4", "MQTT-3.1.2-6"})
    void aCleanSessionIsNeverResumed() {
        RawClient clean = broker.connect(MQTT_3_1_1, "client").subscribe("a", 1);
        clean.disconnect();
        RawClient publisher = broker.connect(MQTT_3_1_1, "publisher").publish("a", 1, "x");
        RawClient kept = broker.resume(MQTT_3_1_1, "client", false);
        kept.expectNothingFrom(publisher);
        kept.close(); // and this one is, whichever way its connection ends
        broker.resume(MQTT_3_1_1, "client", true);
    }

    @Test
    @Normative({"MQTT-3.1.2-4", "MQTT-3.1.2-23"})
    void aSessionThatBeganWithItMayOutliveItsConnectionToo() {
        RawClient client = broker.open(MQTT_5_0).send("10 .. @ 02 0000 [11 00000e10] s'client'"); // CONNECT
        client.expectAccepted(false);
        client.subscribe("a", 1).close();
        broker.connect(MQTT_5_0, "publisher").publish("a", 1, "x");
        broker.resume(MQTT_5_0, "client", true).expectPublish("a", 1, "x");
    }

    @ParameterizedTest
    @EnumSource(names = {"MQTT_3_1_1", "MQTT_5_0"})
    @Normative(value = "MQTT-3.2.0-1", mqtt3 = "MQTT-3.2.0-1")
    void connAckComesBeforeALongBacklogAndWhatIsPublishedMeanwhile(Protocol protocol) {
        broker.resume(protocol, "client", false).subscribe("a", 1).disconnect();
        RawClient publisher = broker.connect(protocol, "publisher");
        for (int i = 0; i < 300; i++) {
            publisher.publish("a", 1, "" + i);
        }
        String[] meanwhile = new String[300];
        Arrays.fill(meanwhile, "30 .. s'a' [] 'meanwhile'"); // PUBLISH QoS 0
        for (int takeover = 0; takeover < 10; takeover++) { // the first finds the client away, the others take over
            RawClient client = broker.open(protocol);
            publisher.send(meanwhile);
            client.send("10 .. @ 00 0000 [11 00000e10] s'client'"); // CONNECT
            client.expectAccepted(true);
            client.expectPublish("a", 1, "0");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MQTT_3_1_1", "MQTT_5_0"})
    @Normative("MQTT-3.2.2-1")
    void connAckHasNoOtherFlagThanSessionPresent(Protocol protocol) {
        for (int present = 0; present < 2; present++) {
            RawClient client = broker.open(protocol).send("10 .. @ 00 0000 [11 00000e10] s'client'"); // CONNECT
            assertThat(flags(client.expectAccepted())).isEqualTo(present);
            client.disconnect();
        }
        RawClient refused = broker.open(protocol).send("10 .. @ 00 0000 [15 s'unknown'] s''"); // CONNECT
        assertThat(flags(refused.expectType(ReceivedPacket.CONNACK))).isZero();
    }

    private static int flags(ReceivedPacket connAck) {
        int afterFixedHeader = 2;
        return connAck.bytes()[afterFixedHeader];
    }
}
