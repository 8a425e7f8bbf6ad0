package org.holdfast.engine.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttUtf8String;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientConfig;
import com.hivemq.client.mqtt.mqtt5.auth.Mqtt5EnhancedAuthMechanism;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5Auth;
import com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5AuthBuilder;
import com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5EnhancedAuth;
import com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5EnhancedAuthBuilder;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAck;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5Disconnect;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5DisconnectReasonCode;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.holdfast.engine.access.ScramSha256;
import org.holdfast.engine.access.ScramVerifier;
import org.holdfast.engine.testing.ScramClient;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Enhanced authentication with the HiveMQ MQTT client, which brings the packets and leaves the method to its user. */
@ParameterizedClass
@EnumSource
class HiveMq5AuthTest {
    private static final Map<String, ScramVerifier> USERS = Map.of("alice", ScramVerifier.derive("secret"));

    @RegisterExtension
    final TestBroker broker = TestBroker.create().authenticationMethods(new ScramSha256(USERS::get));

    @Parameter
    Transport transport = Transport.TCP;

    private Mqtt5AsyncClient client() {
        URI uri = transport.uri(transport.address(broker));
        Mqtt5ClientBuilder builder = MqttClient.builder()
                .useMqttVersion5()
                .identifier("client")
                .serverHost(uri.getHost())
                .serverPort(uri.getPort());
        if (transport == Transport.WEBSOCKET) {
            builder.webSocketConfig().serverPath(uri.getPath()).applyWebSocketConfig();
        }
        return builder.buildAsync();
    }

    private static void connect(Mqtt5AsyncClient client, Scram scram) throws Exception {
        await(client.connect(Mqtt5Connect.builder().enhancedAuth(scram).build()));
    }

    private static void await(CompletableFuture<?> future) throws Exception {
        future.get(Library.PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void connectsAndAuthenticatesItselfAgain() throws Exception {
        Mqtt5AsyncClient client = client();
        Scram scram = new Scram("secret");
        connect(client, scram);
        await(client.reauth());
        await(client.publishWith().topic("a").payload(new byte[] {'x'}).send());
        assertThat(scram.proofsOfTheBroker).hasValue(2);
        await(client.disconnect());
    }

    @Test
    void isToldThatThePasswordIsWrong() {
        assertThatThrownBy(() -> connect(client(), new Scram("wrong")))
                .cause()
                .isInstanceOfSatisfying(Mqtt5ConnAckException.class, e -> assertThat(
                                e.getMqttMessage().getReasonCode())
                        .isEqualTo(Mqtt5ConnAckReasonCode.NOT_AUTHORIZED));
    }

    @Test
    void isToldThatThePasswordIsWrongTheSecondTime() throws Exception {
        Mqtt5AsyncClient client = client();
        Scram scram = new Scram("secret");
        connect(client, scram);
        scram.password = "wrong";
        assertThatThrownBy(() -> await(client.reauth()))
                .cause()
                .isInstanceOfSatisfying(Mqtt5DisconnectException.class, e -> assertThat(
                                e.getMqttMessage().getReasonCode())
                        .isEqualTo(Mqtt5DisconnectReasonCode.NOT_AUTHORIZED));
    }

    /** SCRAM for the library: a new exchange for each authentication. On the library's thread, one call at a time. */
    private static final class Scram implements Mqtt5EnhancedAuthMechanism {
        private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

        private volatile String password;
        private final AtomicInteger proofsOfTheBroker = new AtomicInteger();
        private volatile ScramClient exchange;

        Scram(String password) {
            this.password = password;
            this.exchange = newExchange();
        }

        private ScramClient newExchange() {
            return new ScramClient("alice", password, "fyko+d2lbbFgONRv9qkxdawL");
        }

        private static byte[] bytes(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public MqttUtf8String getMethod() {
            return MqttUtf8String.of("SCRAM-SHA-256");
        }

        @Override
        public int getTimeout() {
            return Library.PATIENCE_SECONDS;
        }

        @Override
        public CompletableFuture<Void> onAuth(
                Mqtt5ClientConfig config, Mqtt5Connect connect, Mqtt5EnhancedAuthBuilder auth) {
            auth.data(bytes(exchange.first()));
            return DONE;
        }

        @Override
        public CompletableFuture<Void> onReAuth(Mqtt5ClientConfig config, Mqtt5AuthBuilder auth) {
            exchange = newExchange();
            auth.data(bytes(exchange.first()));
            return DONE;
        }

        @Override
        public CompletableFuture<Boolean> onContinue(
                Mqtt5ClientConfig config, Mqtt5Auth received, Mqtt5AuthBuilder auth) {
            auth.data(bytes(exchange.last(text(received))));
            return CompletableFuture.completedFuture(true);
        }

        @Override
        public CompletableFuture<Boolean> onAuthSuccess(Mqtt5ClientConfig config, Mqtt5ConnAck connAck) {
            return isProof(connAck.getEnhancedAuth().orElseThrow());
        }

        @Override
        public CompletableFuture<Boolean> onReAuthSuccess(Mqtt5ClientConfig config, Mqtt5Auth auth) {
            return isProof(auth);
        }

        private CompletableFuture<Boolean> isProof(Mqtt5EnhancedAuth auth) {
            boolean isProof = text(auth).equals(exchange.expectedServerFinal());
            proofsOfTheBroker.addAndGet(isProof ? 1 : 0);
            return CompletableFuture.completedFuture(isProof);
        }

        private static String text(Mqtt5EnhancedAuth auth) {
            ByteBuffer data = auth.getData().orElseThrow();
            return StandardCharsets.UTF_8.decode(data).toString();
        }

        @Override
        public void onAuthRejected(Mqtt5ClientConfig config, Mqtt5ConnAck connAck) {
            // connect says so
        }

        @Override
        public void onReAuthRejected(Mqtt5ClientConfig config, Mqtt5Disconnect disconnect) {
            // reauth says so
        }

        @Override
        public void onAuthError(Mqtt5ClientConfig config, Throwable cause) {
            // connect says so
        }

        @Override
        public void onReAuthError(Mqtt5ClientConfig config, Throwable cause) {
            // reauth says so
        }
    }
}
