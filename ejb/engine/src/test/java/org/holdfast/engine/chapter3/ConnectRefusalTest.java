package org.holdfast.engine.chapter3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.holdfast.engine.testing.Protocol;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.ReceivedPacket;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Connections that are not let in (section 3.1.4), and what is left of them: nothing. */
class ConnectRefusalTest {
    private static TestBroker whereOnlyAliceMayEnter() {
        return TestBroker.create()
                .authenticator((clientId, userName, password) -> "alice".equals(userName)
                        && password != null
                        && new String(password, StandardCharsets.UTF_8).equals("secret"))
                .start();
    }

    private static void expectNotAuthorized(Protocol protocol, ReceivedPacket connAck) {
        assertThat(connAck.reasonCode())
                .isIn(protocol.hasProperties() ? new Integer[] {0x86, 0x87} : new Integer[] {4, 5});
        assertThat(connAck.sessionPresent()).isFalse(); // [MQTT-3.2.2-6]
    }

    @ParameterizedTest
    @EnumSource
    void wrongCredentialsAreRefusedAndRightOnesAreNot(Protocol protocol) {
        try (TestBroker broker = whereOnlyAliceMayEnter()) {
            RawClient wrong = broker.open(protocol).send("10 .. @ c2 003c [] s'a' s'alice' s'guess'"); // CONNECT
            expectNotAuthorized(protocol, wrong.expectType(ReceivedPacket.CONNACK)); // [MQTT-3.1.4-2] [MQTT-3.2.2-8]
            wrong.expectClosed(); // [MQTT-3.2.2-7] [MQTT-4.13.2-1]
            RawClient none = broker.open(protocol).send("10 .. @ 02 003c [] s'a'"); // CONNECT
            expectNotAuthorized(protocol, none.expectType(ReceivedPacket.CONNACK));
            none.expectClosed();
            RawClient right = broker.open(protocol).send("10 .. @ c2 003c [] s'a' s'alice' s'secret'"); // CONNECT
            right.expectAccepted(false);
        }
    }

    @ParameterizedTest
    @EnumSource
    void packetsBehindARefusedConnectHaveNoEffect(Protocol protocol) {
        try (TestBroker broker = whereOnlyAliceMayEnter()) {
            RawClient alice = broker.open(protocol).send("10 .. @ c2 003c [] s'a' s'alice' s'secret'"); // CONNECT
            alice.expectAccepted(false);
            alice.subscribe("#", 0);
            RawClient intruder = broker.open(protocol);
            intruder.send(
                    "10 .. @ 02 003c [] s'intruder'", // CONNECT
                    "31 .. s'a' [] 'x'"); // PUBLISH, RETAIN
            assertThat(intruder.receiveUntilClosed()).hasSize(1);
            alice.barrier().subscribe("#", 0).barrier(); // [MQTT-3.1.4-6]
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

    @Test
    void aConnectionWithoutConnectIsClosedAfterAWhile() {
        try (TestBroker broker =
                TestBroker.create().connectTimeout(Duration.ofMillis(200)).start()) {
            broker.open(MQTT_5_0).expectClosed();
            RawClient half = broker.open(MQTT_5_0).send("10 20 0004 'MQ'"); // the beginning of a CONNECT
            half.expectClosed();
        }
    }

    @Test
    void theConnectTimeoutEndsWithTheConnect() {
        try (TestBroker broker =
                TestBroker.create().connectTimeout(Duration.ofMillis(200)).start()) {
            RawClient connected = broker.connect(MQTT_5_0, "connected");
            broker.open(MQTT_5_0).expectClosed(); // opened later, timed out: so has the first one's time
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
        long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
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

    @Test
    void aConnectThatTricklesInHasNoMoreTime() {
        try (TestBroker broker =
                TestBroker.create().connectTimeout(Duration.ofMillis(1_500)).start()) {
            RawClient trickling = broker.open(MQTT_5_0).send("10 20 0004"); // the beginning of a CONNECT
            long opened = System.nanoTime();
            broker.letPass(Duration.ofSeconds(1));
            trickling.send("'MQTT'"); // a little more of it
            trickling.expectClosed();
            assertThat(System.nanoTime() - opened)
                    .isLessThan(Duration.ofMillis(2_300).toNanos());
        }
    }
}
