package org.holdfast.engine.interop;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.holdfast.engine.message.Payload;
import org.holdfast.engine.message.ReasonCode;
import org.holdfast.engine.message.UserProperty;

/** Eclipse Paho, speaking MQTT 3.1.1. */
class Paho3Test extends Mqtt3Scenarios {
    @Override
    Library library(URI broker, String clientId) throws Exception {
        return new Paho3(broker, clientId);
    }

    /** On a WebSocket Paho may look at the Close frame before it looks at the CONNACK that came ahead of it. */
    @Override
    List<String> redirected(ReasonCode reason) {
        return transport == Transport.TCP ? super.redirected(reason) : List.of("3", "0");
    }

    private static final class Paho3 extends Library implements MqttCallback {
        private final MqttClient client;

        Paho3(URI broker, String clientId) throws MqttException {
            client = new MqttClient(broker.toString(), clientId, new MemoryPersistence());
            client.setTimeToWait(PATIENCE_SECONDS * 1_000L);
            client.setCallback(this);
        }

        private static MqttConnectOptions options(boolean cleanSession) {
            MqttConnectOptions options = new MqttConnectOptions();
            options.setCleanSession(cleanSession);
            options.setMaxInflight(1_000); // a publish returns before Paho's callback thread has counted it as done
            return options;
        }

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            hasReceived(new Received(
                    topic, message.getQos(), message.isRetained(), Payload.of(message.getPayload()), List.of()));
        }

        @Override
        public void connectionLost(Throwable cause) {
            // a scenario that cuts the network notices by itself
        }

        @Override
        public void deliveryComplete(IMqttDeliveryToken token) {
            // publish waits for it
        }

        @Override
        void connect() throws Exception {
            client.connect(options(true));
        }

        @Override
        String refusal() throws Exception {
            try {
                connect();
            } catch (MqttException e) {
                return "" + e.getReasonCode();
            }
            throw new AssertionError("not refused");
        }

        @Override
        void resume() throws Exception {
            client.connect(options(false));
        }

        @Override
        void connectWithWill(String topic, String payload) throws Exception {
            MqttConnectOptions options = options(true);
            options.setWill(topic, payload.getBytes(StandardCharsets.UTF_8), 1, false);
            client.connect(options);
        }

        @Override
        void subscribe(String filter, int qos) throws Exception {
            client.subscribe(filter, qos);
        }

        @Override
        void unsubscribe(String filter) throws Exception {
            client.unsubscribe(filter);
        }

        @Override
        void publish(String topic, int qos, boolean retain, byte[] payload) throws Exception {
            client.publish(topic, payload, qos, retain);
        }

        @Override
        void publish(String topic, List<UserProperty> userProperties) {
            throw new UnsupportedOperationException("User Properties are new in MQTT 5.0");
        }

        @Override
        void disconnect() throws Exception {
            client.disconnect();
        }

        @Override
        void release() throws Exception {
            client.disconnectForcibly(0, 0, false); // whatever it is doing
            client.close(true);
        }
    }
}
