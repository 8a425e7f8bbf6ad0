package org.holdfast.engine.chapter3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;

import java.time.Duration;
import org.holdfast.engine.conformance.Normative;
import org.holdfast.engine.testing.Protocol;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.ReceivedPacket;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keep Alive (section 3.1.2.10) and PINGREQ (section 3.12). */
class KeepAliveTest {
    private static final int SERVER_KEEP_ALIVE = 0x13;

    @RegisterExtension
    final TestBroker broker = TestBroker.create();

    private RawClient withKeepAliveOfAMinute(Protocol protocol, String clientId) {
        RawClient client = broker.open(protocol);
        client.send("10 .. @ 06 003c [] s'%s' [] s'will' s'%s'".formatted(clientId, clientId)); // CONNECT with Will
        ReceivedPacket connAck = client.expectAccepted(false);
        if (protocol.hasProperties()) {
            assertThat(connAck.properties().has(SERVER_KEEP_ALIVE)).isFalse();
        }
        return client;
    }

    @ParameterizedTest
    @EnumSource
    @Normative(
            value = {"MQTT-3.1.2-8", "MQTT-3.1.2-22", "MQTT-3.2.2-22"},
            mqtt3 = {"MQTT-3.1.2-8", "MQTT-3.1.2-24"})
    void silenceOfOneAndAHalfKeepAliveEndsTheConnectionAndFiresTheWill(Protocol protocol) {
        RawClient heir = broker.connect(protocol, "heir").subscribe("will", 0);
        RawClient silent = withKeepAliveOfAMinute(protocol, "silent");
        broker.letPass(Duration.ofSeconds(60));
        silent.barrier();
        broker.letPass(Duration.ofSeconds(89));
        heir.barrier();
        broker.letPass(Duration.ofSeconds(2));
        silent.expectDisconnect(0x8D);
        heir.expectPublish("will", "silent");
    }

    @Test
    void anyPacketOfTheClientKeepsTheConnection() {
        RawClient client = withKeepAliveOfAMinute(MQTT_5_0, "client").subscribe("a", 0);
        broker.letPass(Duration.ofSeconds(80));
        client.send("30 .. s'a' [] 'x'").expectPublish("a", "x"); // PUBLISH QoS 0
        broker.letPass(Duration.ofSeconds(80));
        client.barrier();
    }

    @Test
    void packetsOfTheBrokerDoNotKeepTheConnection() {
        RawClient heir = broker.connect(MQTT_5_0, "heir").subscribe("will", 0);
        RawClient client = withKeepAliveOfAMinute(MQTT_5_0, "client").subscribe("a", 0);
        broker.letPass(Duration.ofSeconds(80));
        broker.connect(MQTT_5_0, "publisher").publish("a", 0, "x");
        client.expectPublish("a", "x");
        broker.letPass(Duration.ofSeconds(11));
        heir.expectPublish("will", "client");
    }

    @Test
    void aSlowlyArrivingPacketIsNoPacketYet() throws Exception {
        RawClient heir = broker.connect(MQTT_5_0, "heir").subscribe("will", 0);
        RawClient client = withKeepAliveOfAMinute(MQTT_5_0, "client");
        long before = broker.broker().status().traffic().bytesReceived();
        client.send("30 20 0001 'a'"); // the beginning of a PUBLISH
        broker.await(status -> status.traffic().bytesReceived() == before + 5); // the time passes afterwards
        broker.letPass(Duration.ofSeconds(89));
        broker.letPass(Duration.ofSeconds(89));
        heir.expectPublish("will", "client");
    }

    @ParameterizedTest
    @EnumSource
    void keepAliveZeroNeverEndsAConnection(Protocol protocol) {
        RawClient silent = broker.connect(protocol, "without keep alive");
        broker.letPass(Duration.ofDays(30));
        silent.barrier();
    }

    @ParameterizedTest
    @EnumSource
    @Normative(value = "MQTT-3.12.4-1", mqtt3 = "MQTT-3.12.4-1")
    void pingReqIsAnswered(Protocol protocol) {
        broker.connect(protocol, "client").send("c0 00").expect("d0 00");
    }
}
