package org.holdfast.engine.chapter4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_3_1_1;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;
import static org.holdfast.engine.testing.ReceivedPacket.PUBREC;

import java.time.Duration;
import java.util.List;
import org.holdfast.engine.conformance.Normative;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.ReceivedPacket;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Session Expiry Interval (sections 3.1.2.11.2 and 3.14.2.2.2). */
class SessionExpiryTest {
    private static final int SESSION_EXPIRY_INTERVAL = 0x11;

    @RegisterExtension
    final TestBroker broker = TestBroker.create();

    private RawClient connect(int sessionExpiry, boolean sessionPresent) {
        RawClient client = broker.open(MQTT_5_0);
        client.send("10 .. @ 00 0000 [11 %08x] s'client'".formatted(sessionExpiry)); // CONNECT, Clean Start 0
        client.expectAccepted(sessionPresent);
        return client;
    }

    @Test
    @Normative("MQTT-4.1.0-2")
    void withoutAnExpiryTheSessionEndsWithTheConnection() {
        RawClient client = broker.open(MQTT_5_0).send("10 .. @ 00 0000 [] s'client'"); // CONNECT, Clean Start 0
        client.expectAccepted(false);
        client.subscribe("a", 1).disconnect();
        RawClient again = connect(0, false);
        again.expectNothingFrom(broker.connect(MQTT_5_0, "publisher").publish("a", 1, "x"));
    }

    @Test
    @Normative("MQTT-3.1.2-23")
    void aSessionLivesOnAfterCleanStartToo() {
        RawClient client = broker.open(MQTT_5_0).send("10 .. @ 02 0000 [11 00000e10] s'client'"); // CONNECT
        client.expectAccepted(false);
        client.disconnect();
        connect(0, true);
    }

    @Test
    @Normative("MQTT-4.1.0-2")
    void aSessionIsGoneOnceItsExpiryIsOver() {
        connect(1, false).subscribe("a", 1).disconnect();
        broker.letPass(Duration.ofSeconds(2));
        RawClient again = connect(1, false);
        again.expectNothingFrom(broker.connect(MQTT_5_0, "publisher").publish("a", 1, "x"));
    }

    @Test
    @Normative("MQTT-4.1.0-2")
    void aSessionIsGoneOnceItsExpiryIsOverAfterABrokenConnectionToo() {
        connect(1, false).close();
        broker.letPass(Duration.ofSeconds(2));
        connect(1, false);
    }

    @Test
    @Normative("MQTT-4.1.0-2")
    void nothingIsLeftOfASessionWhoseExpiryIsOver() {
        RawClient witness = broker.connect(MQTT_5_0, "witness").subscribe("b", 0);
        RawClient client = connect(60, false).subscribe("a", 1);
        client.send("34 .. s'b' 0001 [] 'x'").expectAck(PUBREC, 1); // PUBLISH QoS 2
        RawClient publisher = broker.connect(MQTT_5_0, "publisher").publish("a", 1, "on its way");
        client.expectPublish("a", 1, "on its way");
        client.close();
        publisher.publish("a", 1, "waits");
        broker.letPass(Duration.ofSeconds(61));
        RawClient again = connect(60, false);
        again.expectNothingFrom(publisher.publish("a", 1, "after it"));
        again.send("3c .. s'b' 0001 [] 'x'").expectAck(PUBREC, 1); // PUBLISH QoS 2, DUP: a new message now
        witness.expectPublish("b", "x");
        witness.expectPublish("b", "x");
    }

    @Test
    @Normative("MQTT-4.1.0-2")
    void aSessionIsThereUntilItsExpiryIsOver() {
        connect(3_600, false).close();
        broker.letPass(Duration.ofSeconds(3_590));
        connect(3_600, true).close();
        broker.letPass(Duration.ofSeconds(3_601));
        connect(3_600, false);
    }

    @Test
    @Normative("MQTT-4.1.0-1")
    void theExpiryBeginsWhenTheConnectionEnds() {
        RawClient client = connect(1, false);
        broker.letPass(Duration.ofSeconds(2));
        client.disconnect();
        connect(1, true);
    }

    @Test
    void comingBackStopsTheExpiry() {
        connect(1, false).disconnect();
        RawClient again = connect(1, true);
        broker.letPass(Duration.ofSeconds(2));
        again.barrier().disconnect();
        connect(1, true);
    }

    @Test
    void theExpiryOfTheLatestConnectHolds() {
        connect(3_600, false).disconnect();
        connect(0, true).disconnect();
        connect(0, false);
    }

    @Test
    void theLongestExpiryNeverEnds() {
        connect(0xffffffff, false).disconnect();
        broker.letPass(Duration.ofSeconds(1));
        connect(0, true);
    }

    @ParameterizedTest
    @ValueSource(ints = {61, 3_600, 0xffffffff})
    void anExpiryOverTheMaximumIsLoweredAndTheClientIsTold(int asked) {
        try (TestBroker strict =
                TestBroker.create().maximumSessionExpiry(Duration.ofSeconds(60)).start()) {
            RawClient client = strict.open(MQTT_5_0);
            client.send("10 .. @ 02 0000 [11 %08x] s'client'".formatted(asked)); // CONNECT
            assertThat(client.expectAccepted(false).properties().number(SESSION_EXPIRY_INTERVAL))
                    .isEqualTo(60);
        }
    }

    @Test
    void anExpiryWithinTheMaximumIsGranted() {
        RawClient client = broker.open(MQTT_5_0).send("10 .. @ 02 0000 [11 0000003c] s'client'"); // CONNECT
        assertThat(client.expectAccepted(false).properties().numbers(SESSION_EXPIRY_INTERVAL))
                .isIn(List.of(), List.of(60L));
    }

    @Test
    void theLoweredExpiryIsTheOneThatHolds() {
        try (TestBroker strict =
                TestBroker.create().maximumSessionExpiry(Duration.ofSeconds(1)).start()) {
            strict.resume(MQTT_5_0, "five", false).disconnect();
            strict.resume(MQTT_3_1_1, "three", false).disconnect();
            strict.letPass(Duration.ofSeconds(2));
            strict.resume(MQTT_5_0, "five", false);
            strict.resume(MQTT_3_1_1, "three", false);
        }
    }

    @Test
    void disconnectCanEndTheSession() {
        connect(3_600, false).send("e0 .. 00 [11 00000000]").expectClosed(); // DISCONNECT, Session Expiry Interval 0
        connect(0, false);
    }

    @Test
    void disconnectCanProlongTheSession() {
        connect(1, false).send("e0 .. 00 [11 00000e10]").expectClosed(); // DISCONNECT, Session Expiry Interval 3600
        broker.letPass(Duration.ofSeconds(2));
        connect(0, true);
    }

    @Test
    void disconnectCannotProlongASessionThatHadNoExpiry() {
        RawClient client = connect(0, false).send("e0 .. 00 [11 00000e10]"); // DISCONNECT
        List<ReceivedPacket> packets = client.receiveUntilClosed();
        assertThat(packets).extracting(ReceivedPacket::reasonCode).containsExactly(0x82); // section 3.14.2.2.2
        connect(0, false);
    }

    @Test
    @Normative(mqtt3 = {"MQTT-3.1.2-5", "MQTT-3.1.2-6"})
    void aNewConnectionAfterCleanSessionZeroFindsTheQueue() {
        broker.resume(MQTT_3_1_1, "client", false).subscribe("a", 1).disconnect();
        broker.connect(MQTT_3_1_1, "publisher").publish("a", 1, "x");
        RawClient again = broker.resume(MQTT_3_1_1, "client", true);
        again.acknowledge(again.expectPublish("a", 1, "x")).disconnect();
        RawClient clean = broker.open(MQTT_3_1_1).send("10 .. @ 02 0000 s'client'"); // CONNECT, Clean Session
        clean.expectAccepted(false);
        clean.disconnect();
        broker.resume(MQTT_3_1_1, "client", false); // a clean session is never resumed
    }
}
