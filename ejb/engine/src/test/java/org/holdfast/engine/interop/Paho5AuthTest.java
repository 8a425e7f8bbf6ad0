package org.holdfast.engine.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.holdfast.engine.access.AuthenticationMethod;
import org.holdfast.engine.message.Payload;
import org.holdfast.engine.testing.TestBroker;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Enhanced authentication with Eclipse Paho, as far as it goes: a method that ends with the CONNECT. 1.2.5 sends no AUTH
 * before CONNACK (ClientComms calls that "not connected"), and every AUTH with a reserved flag set (MqttAuth), against
 * [MQTT-3.15.1-1]. So SCRAM and re-authentication are out of its reach.
 */
@ParameterizedClass
@EnumSource
class Paho5AuthTest {
    @RegisterExtension
    final TestBroker broker = TestBroker.create().authenticationMethods(new Token());

    @Parameter
    Transport transport = Transport.TCP;

    private @Nullable MqttClient client;

    /** Whoever knows the word is in. */
    private static final class Token implements AuthenticationMethod {
        private static final Payload WORD = Payload.of(bytes("word"));

        @Override
        public String name() {
            return "TOKEN";
        }

        @Override
        public Exchange begin(String clientId) {
            return data -> WORD.equals(data == null ? Payload.EMPTY : data)
                    ? new Step.Success("somebody", null)
                    : new Step.Failure("another word");
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private MqttClient connected(String method, String word) throws MqttException {
        String uri = transport.uri(transport.address(broker)).toString();
        MqttClient made = new MqttClient(uri, "client", new MemoryPersistence());
        client = made;
        made.setTimeToWait(Library.PATIENCE_SECONDS * 1_000L);
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setAuthMethod(method);
        options.setAuthData(bytes(word));
        made.connect(options);
        return made;
    }

    @AfterEach
    void release() throws MqttException {
        if (client != null) {
            if (client.isConnected()) {
                client.disconnect(0);
            }
            client.close(true);
        }
    }

    @Test
    void connectsByAMethodOfOneStep() throws Exception {
        connected("TOKEN", "word").publish("a", new byte[] {'x'}, 1, false);
    }

    @Test
    void isToldThatItIsNotLetIn() {
        assertThatThrownBy(() -> connected("TOKEN", "guess"))
                .isInstanceOfSatisfying(
                        MqttException.class, e -> assertThat(e.getReasonCode()).isEqualTo(0x87));
    }

    @Test
    void isToldThatTheMethodIsUnknown() {
        assertThatThrownBy(() -> connected("PASSPORT", "word"))
                .isInstanceOfSatisfying(
                        MqttException.class, e -> assertThat(e.getReasonCode()).isEqualTo(0x8C));
    }
}
