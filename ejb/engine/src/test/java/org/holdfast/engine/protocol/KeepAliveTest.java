package org.holdfast.engine.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;

import java.util.List;
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
    private static final long NANOS_OF_ONE_AND_A_HALF = 1_500_000_000L;

    @RegisterExtension
    final TestBroker broker = TestBroker.create();

    private RawClient withKeepAliveOfOneSecond(Protocol protocol, String clientId) {
        RawClient client = broker.open(protocol);
        client.send("10 .. @ 06 0001 [] s'%s' [] s'will' s'%s'".formatted(clientId, clientId)); // CONNECT with Will
        client.expectAccepted(false);
        return client;
    }

    @ParameterizedTest
    @EnumSource
    void silenceOfOneAndAHalfKeepAliveEndsTheConnectionAndFiresTheWill(Protocol protocol) {
        RawClient heir = broker.connect(protocol, "heir").subscribe("will", 0);
        RawClient silent = withKeepAliveOfOneSecond(protocol, "silent");
        long last = System.nanoTime();
        silent.send("c0 00").expect("d0 00"); // PINGREQ, PINGRESP
        List<ReceivedPacket> packets = silent.receiveUntilClosed();
        assertThat(System.nanoTime() - last)
                .isGreaterThanOrEqualTo(NANOS_OF_ONE_AND_A_HALF); // [MQTT-3.1.2-22] [MQTT-3.2.2-22]
        assertThat(packets)
                .hasSizeLessThanOrEqualTo(protocol.hasProperties() ? 1 : 0)
                .allSatisfy(disconnect -> {
                    assertThat(disconnect.type()).isEqualTo(ReceivedPacket.DISCONNECT);
                    assertThat(disconnect.reasonCode()).isEqualTo(0x8D);
                });
        heir.expectPublish("will", "silent");
    }

    @Test
    void anyPacketOfTheClientKeepsTheConnection() {
        RawClient client = withKeepAliveOfOneSecond(MQTT_5_0, "client");
        broker.letPass(1);
        client.send("30 .. s'a' [] 'x'"); // PUBLISH QoS 0, which has no answer
        broker.letPass(1);
        client.barrier();
    }

    @Test
    void packetsOfTheBrokerDoNotKeepTheConnection() {
        RawClient heir = broker.connect(MQTT_5_0, "heir").subscribe("will", 0);
        withKeepAliveOfOneSecond(MQTT_5_0, "client").subscribe("a", 0);
        RawClient later = broker.open(MQTT_5_0);
        later.send("10 .. @ 06 0000 [11 00000064] s'later' [18 00000002] s'will' s'later'"); // CONNECT, Will Delay 2
        later.expectAccepted();
        later.close();
        broker.letPass(1);
        broker.connect(MQTT_5_0, "publisher").publish("a", 0, "x");
        heir.expectPublish("will", "client"); // after 1.5 seconds, and not 1.5 after the delivery
        heir.expectPublish("will", "later");
    }

    @Test
    void aSlowlyArrivingPacketIsNoPacketYet() {
        RawClient heir = broker.connect(MQTT_5_0, "heir").subscribe("will", 0);
        RawClient client = withKeepAliveOfOneSecond(MQTT_5_0, "client");
        client.send("30 20 0001 'a'"); // the beginning of a PUBLISH
        heir.expectPublish("will", "client");
    }

    @ParameterizedTest
    @EnumSource
    void keepAliveZeroNeverEndsAConnection(Protocol protocol) {
        RawClient silent = broker.connect(protocol, "without keep alive");
        withKeepAliveOfOneSecond(protocol, "with keep alive").receiveUntilClosed();
        silent.barrier();
    }

    @ParameterizedTest
    @EnumSource
    void pingReqIsAnswered(Protocol protocol) {
        broker.connect(protocol, "client").send("c0 00").expect("d0 00"); // [MQTT-3.12.4-1]
    }
}
