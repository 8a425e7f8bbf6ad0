package org.holdfast.engine.chapter3;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.holdfast.engine.access.Authenticator;
import org.holdfast.engine.conformance.Normative;
import org.holdfast.engine.testing.PacketText;
import org.holdfast.engine.testing.Protocol;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.ReceivedPacket;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** CONNECT and CONNACK (sections 3.1 and 3.2): what a client may ask for, and what it is told. */
class ConnectTest {
    private static final int RESPONSE_INFORMATION = 0x1A;
    private static final int AUTHENTICATION_METHOD = 0x15;
    private static final int SERVER_KEEP_ALIVE = 0x13;

    @RegisterExtension
    final TestBroker broker =
            TestBroker.create().receiveMaximum(17).topicAliasMaximum(5).maximumPacketSize(70_000);

    @ParameterizedTest
    @EnumSource
    @Normative(value = "MQTT-3.1.4-5", mqtt3 = "MQTT-3.1.4-4")
    void aValidConnectIsAccepted(Protocol protocol) {
        RawClient client = broker.open(protocol);
        client.send("""
                10 ..         // CONNECT
                @             // Protocol Name and Version
                02 003c []    // Clean Start, Keep Alive 60
                s'client'     // Client Identifier
                """);
        client.expectAccepted(false);
        client.barrier();
    }

    @ParameterizedTest
    @EnumSource
    @Normative(value = "MQTT-3.2.0-1", mqtt3 = "MQTT-3.2.0-1")
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
    @Normative(value = "MQTT-3.1.3-1", mqtt3 = "MQTT-3.1.3-1")
    void theFieldsOfThePayloadAreReadInTheirOrder(Protocol protocol) {
        List<String> seen = new CopyOnWriteArrayList<>();
        Authenticator recording = (clientId, userName, password) -> {
            seen.add(clientId + " " + userName + " " + (password == null ? null : new String(password, US_ASCII)));
            return true;
        };
        try (TestBroker asking = TestBroker.create().authenticator(recording).start()) {
            RawClient heir = asking.connect(protocol, "heir").subscribe("will", 1);
            RawClient client = asking.open(protocol);
            client.send("""
                    10 .. @
                    ce 0000 []           // User Name, Password, Will QoS 1, Will, Clean Start
                    s'client'
                    [] s'will' s'gone'   // Will Properties, Topic, Payload
                    s'user' s'password'
                    """);
            client.expectAccepted(false);
            client.close();
            heir.expectPublish("will", 1, "gone");
            assertThat(seen).containsExactly("heir null null", "client user password");
        }
    }

    @Test
    @Normative("MQTT-3.1.4-5")
    void everyPropertyOfAConnectMayBeThere() {
        RawClient client = broker.open(MQTT_5_0);
        client.send("""
                10 .. @ c6 003c
                [                       // Properties
                11 0000003c             // Session Expiry Interval
                21 000a                 // Receive Maximum
                27 00010000             // Maximum Packet Size
                22 000a                 // Topic Alias Maximum
                19 00                   // Request Response Information
                17 01                   // Request Problem Information
                26 s'key' s'value'      // User Property
                ]
                s'client'
                [                       // Will Properties
                18 0000000a             // Will Delay Interval
                01 01                   // Payload Format Indicator
                02 0000003c             // Message Expiry Interval
                03 s'text/plain'        // Content Type
                08 s'reply'             // Response Topic
                09 0002 00ff            // Correlation Data
                26 s'key' s'value'      // User Property
                ]
                s'will' s'gone' s'user' s'password'
                """);
        client.expectAccepted(false);
        client.barrier();
    }

    @Test
    @Normative("MQTT-3.1.2-19")
    void aPasswordNeedsNoUserName() {
        RawClient client = broker.open(MQTT_5_0).send("10 .. @ 42 0000 [] s'a' s'password'"); // CONNECT, Password
        client.expectAccepted(false);
    }
}
