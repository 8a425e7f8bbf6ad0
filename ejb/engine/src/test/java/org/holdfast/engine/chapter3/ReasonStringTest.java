package org.holdfast.engine.chapter3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;
import static org.holdfast.engine.testing.ReceivedPacket.CONNACK;
import static org.holdfast.engine.testing.ReceivedPacket.SUBACK;
import static org.holdfast.engine.testing.ReceivedPacket.UNSUBACK;

import java.util.Collections;
import org.holdfast.engine.conformance.Normative;
import org.holdfast.engine.testing.FixedRights;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.ReceivedPacket;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The broker's answers to a client with a small Maximum Packet Size (section 3.1.2.11.4): shorter ones, or none. */
class ReasonStringTest {
    private static final int REASON_STRING = 0x1F;
    private static final int USER_PROPERTY = 0x26;
    private static final int LARGE = 100_000;

    @RegisterExtension
    final TestBroker broker = TestBroker.create().authorizer(new FixedRights(false, true));

    /** A client that takes packets of so many bytes. */
    private RawClient client(int maximumPacketSize) {
        RawClient client = broker.open(MQTT_5_0);
        client.send("10 .. @ 02 0000 [27 %08x] s'client'".formatted(maximumPacketSize)); // CONNECT
        client.expectAccepted(false);
        return client;
    }

    private static void assertOnlyTheReasonStringIsLeftOut(ReceivedPacket whole, ReceivedPacket shorter) {
        assertThat(whole.properties().text(REASON_STRING)).isNotEmpty();
        assertThat(whole.properties().has(USER_PROPERTY)).isFalse();
        assertThat(shorter.properties().all()).isEmpty();
        assertThat(shorter.type()).isEqualTo(whole.type());
        assertThat(shorter.reasonCode()).isEqualTo(whole.reasonCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "32 .. s'a' 0001 [] 'x'", // PUBLISH QoS 1: PUBACK
                "34 .. s'a' 0001 [] 'x'", // PUBLISH QoS 2: PUBREC
                "82 .. 0001 [] s'a' 03" // SUBSCRIBE with QoS 3: DISCONNECT
            })
    @Normative({
        "MQTT-3.1.2-24",
        "MQTT-3.4.2-2",
        "MQTT-3.4.2-3",
        "MQTT-3.5.2-2",
        "MQTT-3.5.2-3",
        "MQTT-3.14.2-3",
        "MQTT-3.14.2-4"
    })
    void anAnswerOfTheMaximumSizeHasItsReasonStringAndALargerOneHasNot(String packet) {
        ReceivedPacket whole = client(LARGE).send(packet).receive();
        int size = whole.bytes().length;
        assertThat(client(size).send(packet).receive().bytes()).isEqualTo(whole.bytes());
        assertOnlyTheReasonStringIsLeftOut(whole, client(size - 1).send(packet).receive());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "02 0000 [27 %08x] s'stranger'", // is not let in
                "06 0000 [27 %08x] s'client' [] s'will/#' s'x'", // Will Topic with a wildcard
                "02 0000 [27 %08x 15 s'GS2-KRB5'] s'client'" // an unknown Authentication Method
            })
    @Normative({"MQTT-3.1.2-24", "MQTT-3.2.2-19", "MQTT-3.2.2-20"})
    void aConnAckThatRefusesKeepsToTheMaximumTooAsSoonAsItHasBeenRead(String connect) {
        try (TestBroker guarded = TestBroker.create()
                .authenticator((clientId, userName, password) -> clientId.equals("client"))
                .start()) {
            ReceivedPacket whole = connAck(guarded, connect, LARGE);
            int size = whole.bytes().length;
            assertThat(connAck(guarded, connect, size).bytes()).isEqualTo(whole.bytes());
            assertOnlyTheReasonStringIsLeftOut(whole, connAck(guarded, connect, size - 1));
        }
    }

    private static ReceivedPacket connAck(TestBroker guarded, String connect, int maximumPacketSize) {
        RawClient client = guarded.open(MQTT_5_0).send("10 .. @ " + connect.formatted(maximumPacketSize));
        ReceivedPacket connAck = client.expectType(CONNACK);
        client.expectClosed();
        return connAck;
    }

    @Test
    @Normative("MQTT-3.1.2-24")
    void aConnAckThatIsTooLargeIsNotSentAndTheConnectionEnds() {
        RawClient client = broker.open(MQTT_5_0);
        client.send("10 .. @ 02 0000 [27 00000004] s'client'").expectClosed(); // CONNECT, Maximum Packet Size 4
    }

    @Test
    @Normative({"MQTT-3.1.2-24", "MQTT-3.9.2-1", "MQTT-3.9.2-2"})
    void aSubAckOfTheMaximumSizeIsSentAndALargerOneEndsTheConnection() {
        String filters = String.join("", Collections.nCopies(95, "s'a' 00")); // 2 + 2 + 1 bytes and a code for each
        ReceivedPacket whole = client(100).send("82 .. 0001 [] " + filters).expectType(SUBACK); // SUBSCRIBE
        assertThat(whole.bytes()).hasSize(100);
        assertThat(whole.properties().all()).isEmpty();
        client(99).send("82 .. 0001 [] " + filters).expectDisconnect(0x95);
    }

    @Test
    @Normative({"MQTT-3.1.2-24", "MQTT-3.11.2-1", "MQTT-3.11.2-2"})
    void anUnsubAckOfTheMaximumSizeIsSentAndALargerOneEndsTheConnection() {
        String filters = String.join("", Collections.nCopies(95, "s'a'"));
        ReceivedPacket whole = client(100).send("a2 .. 0001 [] " + filters).expectType(UNSUBACK); // UNSUBSCRIBE
        assertThat(whole.bytes()).hasSize(100);
        assertThat(whole.properties().all()).isEmpty();
        client(99).send("a2 .. 0001 [] " + filters).expectDisconnect(0x95);
    }

    @Test
    @Normative({"MQTT-3.6.2-2", "MQTT-3.6.2-3", "MQTT-3.7.2-2", "MQTT-3.7.2-3"})
    void pubRelAndPubCompHaveNothingToLeaveOut() {
        RawClient client = client(LARGE);
        client.send("50 02 0007").expect("62 03 0007 92"); // PUBREC of no message, PUBREL
        client.send("62 02 0007").expect("70 03 0007 92"); // PUBREL of no message, PUBCOMP
    }
}
