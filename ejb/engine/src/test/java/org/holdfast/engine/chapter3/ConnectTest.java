package org.holdfast.engine.chapter3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_3_1_1;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;

import java.util.List;
import org.holdfast.engine.testing.PacketText;
import org.holdfast.engine.testing.Protocol;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.ReceivedPacket;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CONNECT and CONNACK (sections 3.1 and 3.2): what opens a session, and what it finds. */
class ConnectTest {
    private static final int ASSIGNED_CLIENT_IDENTIFIER = 0x12;
    private static final int RESPONSE_INFORMATION = 0x1A;
    private static final int AUTHENTICATION_METHOD = 0x15;
    private static final int SERVER_KEEP_ALIVE = 0x13;

    @RegisterExtension
    final TestBroker broker =
            TestBroker.create().receiveMaximum(17).topicAliasMaximum(5).maximumPacketSize(70_000);

    @ParameterizedTest
    @EnumSource
    void aValidConnectIsAccepted(Protocol protocol) {
        RawClient client = broker.open(protocol);
        client.send("""
                10 ..         // CONNECT
                @             // Protocol Name and Version
                02 003c []    // Clean Start, Keep Alive 60
                s'client'     // Client Identifier
                """);
        client.expectAccepted(false); // [MQTT-3.1.4-5]
        client.barrier();
    }

    @ParameterizedTest
    @EnumSource
    void cleanStartIsOffAndNothingIsStoredSoSessionPresentIsOff(Protocol protocol) {
        broker.resume(protocol, "client", false); // [MQTT-3.1.2-6] [MQTT-3.1.4-4] [MQTT-3.2.2-3]
    }

    @ParameterizedTest
    @EnumSource(names = {"MQTT_3_1_1", "MQTT_5_0"})
    void aStoredSessionIsResumedWithItsSubscriptions(Protocol protocol) {
        broker.resume(protocol, "client", false).subscribe("a", 1).disconnect();
        RawClient again = broker.resume(protocol, "client", true); // [MQTT-3.1.2-5] [MQTT-3.2.2-3]
        again.publish("a", 0, "x").expectPublish("a", "x");
    }

    @ParameterizedTest
    @EnumSource
    void anotherClientIdentifierNeverSeesTheSession(Protocol protocol) {
        broker.resume(protocol, "client", false).subscribe("a", 1).disconnect();
        RawClient other = broker.resume(protocol, "Client", false); // [MQTT-3.1.3-2]
        other.expectNothingFrom(broker.connect(protocol, "publisher").publish("a", 1, "x"));
    }

    @ParameterizedTest
    @EnumSource
    void cleanStartThrowsAwayTheStoredSession(Protocol protocol) {
        broker.resume(protocol, "client", false).subscribe("a", 1).disconnect();
        RawClient publisher = broker.connect(protocol, "publisher").publish("a", 1, "queued");
        RawClient client = broker.connect(protocol, "client"); // [MQTT-3.1.2-4] [MQTT-3.2.2-2]
        publisher.publish("a", 1, "live");
        client.expectNothingFrom(publisher);
    }

    @ParameterizedTest
    @EnumSource
    void packetsBehindAConnectMayBeInTheSameWrite(Protocol protocol) {
        RawClient client = broker.open(protocol);
        client.send(
                "10 .. @ 02 003c [] s'client'", // CONNECT
                "82 .. 0001 [] s'a' 00", // SUBSCRIBE
                "30 .. s'a' [] 'x'", // PUBLISH QoS 0
                "c0 00"); // PINGREQ
        client.expectAccepted(false);
        client.expect("90 .. 0001 [] 00"); // SUBACK
        List<ReceivedPacket> both = List.of(client.receive(), client.receive());
        assertThat(both).extracting(ReceivedPacket::type).containsExactlyInAnyOrder(0x30, 0xD0);
    }

    @ParameterizedTest
    @EnumSource
    void bytesMayArriveOneByOne(Protocol protocol) {
        RawClient client = broker.open(protocol);
        for (byte each : PacketText.bytes(protocol, "10 .. @ 02 003c [] s'client'")) { // CONNECT
            client.sendBytes(new byte[] {each});
        }
        client.expectAccepted(false);
        client.barrier();
    }

    @Test
    void anEmptyClientIdentifierGetsOneAssignedThatWorksAsANormalOne() {
        RawClient client = broker.open(MQTT_5_0);
        client.send("10 .. @ 02 0000 [11 00000e10] s''"); // CONNECT, Session Expiry Interval 3600
        String assigned = client.expectAccepted(false).properties().text(ASSIGNED_CLIENT_IDENTIFIER); // [MQTT-3.1.3-7]
        client.disconnect();
        broker.resume(MQTT_5_0, assigned, true);
    }

    @Test
    void assignedClientIdentifiersAreUnique() {
        String[] assigned = new String[2];
        for (int i = 0; i < 2; i++) {
            RawClient client = broker.open(MQTT_5_0).send("10 .. @ 02 0000 [] s''"); // CONNECT
            assigned[i] = client.expectAccepted(false).properties().text(ASSIGNED_CLIENT_IDENTIFIER);
        }
        assertThat(assigned).doesNotHaveDuplicates(); // [MQTT-3.1.3-6] [MQTT-3.2.2-16]
    }

    @Test
    void aClientIdentifierOfItsOwnIsNotReportedAsAssigned() {
        RawClient client = broker.open(MQTT_5_0).send("10 .. @ 02 0000 [] s'own'"); // CONNECT
        assertThat(client.expectAccepted(false).properties().has(ASSIGNED_CLIENT_IDENTIFIER))
                .isFalse();
    }

    @Test
    void emptyClientIdentifiersWithCleanSessionLiveSideBySide() {
        RawClient one = broker.connect(MQTT_3_1_1, "");
        RawClient other = broker.connect(MQTT_3_1_1, ""); // [MQTT-3.1.3-6]
        one.barrier();
        other.barrier();
    }

    @Test
    void anEmptyClientIdentifierWithoutCleanSessionIsRejected() {
        broker.open(MQTT_3_1_1).send("10 .. @ 00 0000 s''").expectRefused(0x02); // [MQTT-3.1.3-8]
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "0123456789abcdefghijklm",
                "nopqrstuvwxyzABCDEFGHIJ",
                "KLMNOPQRSTUVWXYZ",
                "a-longer-one/with~other characters than the standard asks for: Grüße"
            })
    void clientIdentifiersAreAccepted(String clientId) {
        broker.connect(MQTT_5_0, clientId).barrier(); // [MQTT-3.1.3-5]
        broker.connect(MQTT_3_1_1, clientId).barrier();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c0 00", // PINGREQ
                "30 04 0001 61 00", // PUBLISH
                "82 07 0001 00 0001 61 00", // SUBSCRIBE
                "e0 00", // DISCONNECT
                "f0 00", // AUTH
                "20 03 00 00 00", // CONNACK
                "'GET / HTTP/1.1' 0d0a 'Host: localhost' 0d0a 'User-Agent: Mozilla/5.0 (X11; Linux x86_64)' 0d0a 0d0a"
            })
    void anythingButConnectAtTheStartClosesWithoutAnAnswer(String first) {
        broker.open(MQTT_5_0).send(first).expectClosed(); // [MQTT-3.1.0-1] [MQTT-3.14.0-1]
    }

    @ParameterizedTest
    @EnumSource
    void anotherConnectOnALiveConnectionIsAProtocolError(Protocol protocol) {
        RawClient client = broker.connect(protocol, "client");
        client.send("10 .. @ 02 003c [] s'client'"); // CONNECT
        client.expectDisconnect(0x82); // [MQTT-3.1.0-2] [MQTT-3.2.0-2]
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10 .. s'MQTX' 04 02 003c s'a'", // another name
                "10 .. s'mqtt' 04 02 003c s'a'", // not its letters
                "10 .. s'MQTT' 06 02 003c 00 s'a'", // a later version
                "10 .. s'MQTT' 03 02 003c s'a'", // 3 belongs to MQIsdp
                "10 .. s'MQTT' 00 02 003c s'a'"
            })
    void otherProtocolsAndVersionsAreNotServed(String connect) {
        List<ReceivedPacket> answer = broker.open(MQTT_3_1_1).send(connect).receiveUntilClosed();
        assertThat(answer).hasSizeLessThan(2).allSatisfy(connAck -> {
            assertThat(connAck.type()).isEqualTo(ReceivedPacket.CONNACK);
            assertThat(connAck.reasonCode()).isIn(0x01, 0x84); // [MQTT-3.1.2-1] [MQTT-3.1.2-2]
        });
    }

    @Test
    void connAckAnnouncesTheLimits() {
        RawClient client = broker.open(MQTT_5_0).send("10 .. @ 02 003c [] s'a'"); // CONNECT
        var properties = client.expectAccepted(false).properties();
        assertThat(properties.number(0x21)).as("Receive Maximum").isEqualTo(17);
        assertThat(properties.number(0x22)).as("Topic Alias Maximum").isEqualTo(5);
        assertThat(properties.number(0x27)).as("Maximum Packet Size").isEqualTo(70_000);
        assertThat(properties.numbers(0x24))
                .as("Maximum QoS is for less than 2")
                .isEmpty();
        assertThat(properties.numbers(0x25)).as("Retain Available").doesNotContain(0L);
        assertThat(properties.numbers(0x28)).as("Wildcard Subscription").doesNotContain(0L);
        assertThat(properties.numbers(0x29)).as("Subscription Identifiers").doesNotContain(0L);
        assertThat(properties.numbers(0x2A)).as("Shared Subscription").doesNotContain(0L);
    }

    @Test
    void connAckHasNothingThatWasNotAskedFor() {
        RawClient client = broker.open(MQTT_5_0).send("10 .. @ 02 003c [19 00] s'a'"); // Request Response Information 0
        var properties = client.expectAccepted(false).properties();
        assertThat(properties.has(RESPONSE_INFORMATION)).isFalse(); // [MQTT-3.1.2-28]
        assertThat(properties.has(AUTHENTICATION_METHOD)).isFalse(); // [MQTT-4.12.0-6]
        assertThat(properties.has(SERVER_KEEP_ALIVE)).isFalse();
    }

    @Test
    void anUnknownAuthenticationMethodIsRefused() {
        broker.open(MQTT_5_0)
                .send("10 .. @ 02 003c [15 s'GS2-KRB5'] s'a'") // CONNECT, Authentication Method
                .expectRefused(0x8C); // [MQTT-4.12.0-1]
    }

    @Test
    void authWithoutAnAuthenticationMethodIsAProtocolError() {
        RawClient client = broker.connect(MQTT_5_0, "a");
        client.send("f0 .. 19 [15 s'GS2-KRB5']").expectDisconnect(0x82); // [MQTT-4.12.0-7]
    }

    @ParameterizedTest
    @EnumSource
    void aUserNameAndAPasswordAreReadWhereTheyStand(Protocol protocol) {
        RawClient client = broker.open(protocol);
        client.send("""
                10 .. @
                ee 0000 []           // User Name, Password, Will Retain, Will QoS 1, Will, Clean Start
                s'client'
                [] s'will' s'gone'   // Will Properties, Topic, Payload
                s'user' s'password'
                """);
        client.expectAccepted(false); // [MQTT-3.1.3-1]
    }

    @Test
    void aPasswordNeedsNoUserName() {
        RawClient client = broker.open(MQTT_5_0).send("10 .. @ 42 0000 [] s'a' s'password'"); // CONNECT, Password
        client.expectAccepted(false); // [MQTT-3.1.2-19]
    }

    @Test
    void anotherConnectOfAnotherVersionIsAnsweredInTheFirstOne() {
        RawClient old = broker.connect(MQTT_3_1_1, "old");
        old.send("10 .. s'MQTT' 05 02 003c 00 s'old'").expectClosed(); // CONNECT of MQTT 5.0; 3.1.1 has no DISCONNECT
        RawClient young = broker.connect(MQTT_5_0, "young");
        young.send("10 .. s'MQTT' 04 02 003c s'young'").expectDisconnect(0x82); // CONNECT of MQTT 3.1.1
    }
}
