package org.holdfast.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Set;
import org.holdfast.engine.Broker;
import org.holdfast.engine.BrokerConfig;
import org.holdfast.engine.BrokerHost;
import org.holdfast.engine.access.Access;
import org.holdfast.engine.message.PacketLimits;
import org.holdfast.engine.testing.Protocol;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.RecordingStore;
import org.holdfast.engine.wire.websocket.WebSocketConfig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ListenerTest {
    private static Broker broker(int port, @Nullable WebSocketConfig webSocket) {
        BrokerConfig config = new BrokerConfig(
                new ListenerConfig("127.0.0.1", port, PacketLimits.DEFAULT, 10, Duration.ofSeconds(10), 1, 1_000_000),
                webSocket,
                BrokerConfig.DEFAULT.connect(),
                BrokerConfig.DEFAULT.commits(),
                BrokerConfig.DEFAULT.retained(),
                BrokerConfig.DEFAULT.session(),
                Duration.ZERO);
        Broker broker = Broker.of(config, BrokerHost.of(new RecordingStore(), Access.OPEN, "test"));
        broker.load(progress -> {});
        return broker;
    }

    private static WebSocketConfig webSocket(int port) {
        return new WebSocketConfig("127.0.0.1", port, "/mqtt", Set.of());
    }

    @Test
    void withoutWebSocketThereIsTcpAlone() {
        Broker broker = broker(0, null);
        broker.open();
        assertThat(broker.webSocketUri()).isNull();
        assertThat(broker.status().listening()).isTrue();
        try (RawClient client = RawClient.open(broker.address(), Protocol.MQTT_5_0)) {
            client.send("10 .. @ 02 0000 [] s'client'").expectAccepted(); // CONNECT
        }
        broker.stop();
        assertThat(broker.status().listening()).isFalse();
    }

    @Test
    void aPortThatIsTakenStopsTheStartAndTheSettingIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            expectFailure(broker(port, null), "MQTT cannot listen on 127.0.0.1:" + port, "holdfast.mqtt.port");
            expectFailure(
                    broker(0, webSocket(port)),
                    "MQTT over WebSocket cannot listen on 127.0.0.1:" + port,
                    "holdfast.websocket.port=off");
        }
    }

    private static void expectFailure(Broker broker, String problem, String remedy) {
        assertThatThrownBy(broker::open).isInstanceOf(ListenerException.class).hasMessageContainingAll(problem, remedy);
        assertThat(broker.status().listening()).isFalse();
        assertThat(broker.stop()).isTrue();
    }

    @Test
    void theUriOfTheWebSocketHasTheBoundPortAndThePath() {
        Broker broker = broker(0, webSocket(0));
        broker.open();
        assertThat(broker.webSocketUri()).asString().matches("ws://127\\.0\\.0\\.1:[1-9]\\d+/mqtt");
        broker.stop();
    }
}
