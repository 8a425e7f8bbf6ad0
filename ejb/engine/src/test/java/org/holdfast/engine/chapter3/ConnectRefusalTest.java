package org.holdfast.engine.chapter3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_3_1_1;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.holdfast.engine.access.Authorizer;
import org.holdfast.engine.conformance.Normative;
import org.holdfast.engine.message.ReasonCode;
import org.holdfast.engine.testing.Protocol;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.ReceivedPacket;
import org.holdfast.engine.testing.TestBroker;
import org.holdfast.engine.topic.TopicFilter;
import org.holdfast.engine.topic.TopicName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that are not let in (section 3.1.4), and what is left of them: nothing. */
class ConnectRefusalTest {
    private static TestBroker whereOnlyAliceMayEnter() {
        return TestBroker.create()
                .authenticator((clientId, userName, password) -> "alice".equals(userName)
                        && password != null
                        && new String(password, StandardCharsets.UTF_8).equals("secret"))
                .start();
    }

    @ParameterizedTest
    @EnumSource
    @Normative(
            value = {"MQTT-3.1.4-2", "MQTT-3.2.2-7", "MQTT-3.2.2-8", "MQTT-4.13.2-1"},
            mqtt3 = {"MQTT-3.2.2-5", "MQTT-3.2.2-6"})
    void wrongCredentialsAreRefusedAndRightOnesAreNot(Protocol protocol) {
        int code = protocol.hasProperties() ? 0x86 : 4; // Bad User Name or Password
        try (TestBroker broker = whereOnlyAliceMayEnter()) {
            RawClient wrong = broker.open(protocol).send("10 .. @ c2 003c [] s'a' s'alice' s'guess'"); // CONNECT
            wrong.expectRefused(code);
            RawClient none = broker.open(protocol).send("10 .. @ 02 003c [] s'a'"); // CONNECT
            none.expectRefused(code);
            RawClient right = broker.open(protocol).send("10 .. @ c2 003c [] s'a' s'alice' s'secret'"); // CONNECT
            right.expectAccepted(false);
        }
    }

    @Test
    void refusalsAreCountedByReason() {
        try (TestBroker broker = whereOnlyAliceMayEnter()) {
            for (Protocol protocol : new Protocol[] {MQTT_3_1_1, MQTT_5_0}) {
                broker.open(protocol)
                        .send("10 .. @ c2 003c [] s'a' s'alice' s'guess'")
                        .receiveUntilClosed();
                broker.open(protocol).send("10 .. @ 02 003c [] s'a' 00").receiveUntilClosed(); // malformed
            }
            broker.open(MQTT_5_0)
                    .send("10 .. @ c2 003c [] s'a' s'alice' s'secret'")
                    .expectAccepted(false);

            Map<ReasonCode, Long> refused = broker.broker().status().traffic().refusedConnects();
            assertThat(refused)
                    .containsEntry(ReasonCode.BAD_USER_NAME_OR_PASSWORD, 2L)
                    .containsEntry(ReasonCode.MALFORMED_PACKET, 2L)
                    .containsEntry(ReasonCode.NOT_AUTHORIZED, 0L);
            assertThat(refused.values().stream().mapToLong(Long::longValue).sum())
                    .isEqualTo(4);
        }
    }

    @ParameterizedTest(name = "{3}")
    @CsvSource({
        "@ 02 003c [] s'a' 00, 81, 0, Malformed Packet",
        "@ 02 003c [21 0000] s'a', 82, -, Protocol Error",
        "s'MQTT' 03 02 003c s'a', 1, 1, Unsupported Protocol Version",
        "@ 02 003c [] s'' s'user', 81, 0, Malformed Packet",
        "@ 02 003c [15 s'unknown'] s'a', 8c, -, Bad authentication method",
        "@ 06 003c [] s'a' [] s'a/#' s'x', 90, 0, Topic Name invalid",
        "@ 06 003c [] s'a' [] s'secret' s'x', 87, 5, Not authorized",
        "@ c2 003c [] s'a' s'mallory' s'guess', 86, 4, Bad User Name or Password"
    })
    @Normative(
            value = {"MQTT-3.2.2-6", "MQTT-3.2.2-7", "MQTT-3.2.2-8", "MQTT-3.1.4-2", "MQTT-4.13.2-1"},
            mqtt3 = {"MQTT-3.2.2-4", "MQTT-3.2.2-5", "MQTT-3.2.2-6"})
    void eachRefusalHasACodeOfTheTableAndLeavesTheStoredSessionAlone(
            String connect, String mqtt5, String mqtt3, String name) {
        try (TestBroker broker = whereMalloryAndSecretsAreNotWanted()) {
            for (Protocol protocol : new Protocol[] {MQTT_3_1_1, MQTT_5_0}) {
                broker.resume(protocol, "a", false).subscribe("t", 1).close();
                String code = protocol.hasProperties() ? mqtt5 : mqtt3;
                if (!code.equals("-")) {
                    expectRefused(broker.open(protocol).send("10 .. " + connect), Integer.parseInt(code, 16));
                }
                broker.resume(protocol, "a", true).disconnect();
                broker.connect(protocol, "a").disconnect(); // ends it
            }
        }
    }

    /** 0: without a CONNACK, because the version has none for this. */
    private static void expectRefused(RawClient client, int code) {
        if (code == 0) {
            client.expectClosed();
        } else {
            client.expectRefused(code);
        }
    }

    private static TestBroker whereMalloryAndSecretsAreNotWanted() {
        return TestBroker.create()
                .authenticator((clientId, userName, password) -> !"mallory".equals(userName))
                .authorizer(new Authorizer() {
                    @Override
                    public boolean mayPublish(String clientId, @Nullable String userName, TopicName topic) {
                        return !topic.value().equals("secret");
                    }

                    @Override
                    public boolean maySubscribe(String clientId, @Nullable String userName, TopicFilter filter) {
                        return true;
                    }
                })
                .start();
    }

    @ParameterizedTest
    @EnumSource
    @Normative(value = "MQTT-3.1.4-6", mqtt3 = "MQTT-3.1.4-5")
    void packetsBehindARefusedConnectHaveNoEffect(Protocol protocol) {
        try (TestBroker broker = whereOnlyAliceMayEnter()) {
            RawClient alice = broker.open(protocol).send("10 .. @ c2 003c [] s'a' s'alice' s'secret'"); // CONNECT
            alice.expectAccepted(false);
            alice.subscribe("#", 0);
            RawClient intruder = broker.open(protocol);
            intruder.send(
                    "10 .. @ 06 003c [] s'intruder' [] s'will' s'x'", // CONNECT with a Will
                    "31 .. s'a' [] 'x'", // PUBLISH, RETAIN
                    "10 .. @ c2 003c [] s'intruder' s'alice' s'secret'", // a better CONNECT
                    "30 .. s'b' [] 'x'"); // PUBLISH
            assertThat(intruder.receiveUntilClosed()).hasSize(1);
            alice.barrier().subscribe("#", 0).barrier();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRefusedConnectLeavesTheLiveSessionOfItsClientIdentifierAlone(Protocol protocol) {
        try (TestBroker broker = whereOnlyAliceMayEnter()) {
            RawClient alice = broker.open(protocol).send("10 .. @ c2 003c [] s'a' s'alice' s'secret'"); // CONNECT
            alice.expectAccepted(false);
            RawClient intruder = broker.open(protocol).send("10 .. @ 02 003c [] s'a'"); // CONNECT
            assertThat(intruder.receiveUntilClosed()).hasSize(1);
            alice.barrier();
        }
    }

    /** A connection whose time for the CONNECT has begun, and with it some bytes of a CONNECT. */
    private static RawClient openedAndNoticed(TestBroker broker, String bytes) {
        broker.connect(MQTT_5_0, "one"); // after these two the clock knows both event loops
        broker.connect(MQTT_5_0, "other");
        int before = broker.broker().status().connections();
        RawClient client = broker.open(MQTT_5_0).send(bytes);
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (broker.broker().status().connections() == before) {
            assertThat(System.nanoTime())
                    .as("time until the connection is noticed")
                    .isLessThan(deadline);
        }
        return client;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10", "10 20 0004 'MQ'"})
    void aConnectionWithoutConnectIsClosedAfterAWhile(String bytes) {
        try (TestBroker broker =
                TestBroker.create().connectTimeout(Duration.ofSeconds(60)).start()) {
            RawClient client = openedAndNoticed(broker, bytes);
            broker.letPass(Duration.ofSeconds(60));
            client.expectClosed();
        }
    }

    @Test
    void aConnectThatTricklesInHasNoMoreTime() {
        try (TestBroker broker =
                TestBroker.create().connectTimeout(Duration.ofSeconds(60)).start()) {
            RawClient trickling = openedAndNoticed(broker, "10 20 0004"); // the beginning of a CONNECT
            broker.letPass(Duration.ofSeconds(40));
            trickling.send("'MQTT'"); // a little more of it
            broker.letPass(Duration.ofSeconds(20));
            trickling.expectClosed();
        }
    }

    @Test
    void theConnectTimeoutEndsWithTheConnect() {
        try (TestBroker broker =
                TestBroker.create().connectTimeout(Duration.ofSeconds(60)).start()) {
            RawClient connected = broker.connect(MQTT_5_0, "connected");
            broker.letPass(Duration.ofSeconds(61));
            connected.barrier();
        }
    }

    @Test
    void connectionsOverTheMaximumAreClosedAndTheOthersStay() {
        try (TestBroker broker = TestBroker.create().maximumConnections(2).start()) {
            RawClient first = broker.connect(MQTT_5_0, "first");
            RawClient second = broker.connect(MQTT_5_0, "second");
            assertThat(broker.open(MQTT_5_0).receiveUntilClosed())
                    .allSatisfy(packet -> assertThat(packet.type()).isEqualTo(ReceivedPacket.CONNACK));
            first.barrier();
            second.disconnect();
            connectOnceThereIsRoom(broker);
        }
    }

    /** The broker may count a connection a moment after its peer has seen it close. */
    private static void connectOnceThereIsRoom(TestBroker broker) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (System.nanoTime() < deadline) {
            RawClient third = broker.open(MQTT_5_0);
            try {
                third.send("10 .. @ 02 003c [] s'third'").expectAccepted(false); // CONNECT
                return;
            } catch (AssertionError | java.io.UncheckedIOException stillFull) {
                third.close();
            }
        }
        throw new AssertionError("no room after a connection has ended");
    }
}
