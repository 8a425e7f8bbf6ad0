package org.holdfast.engine.interop;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.holdfast.engine.message.Payload;
import org.holdfast.engine.message.ReasonCode;
import org.holdfast.engine.message.UserProperty;
import org.jspecify.annotations.Nullable;

/**
 * Eclipse Paho, speaking MQTT 5.0. It sends Topic Aliases but takes none: 1.2.5 hands a message with an alias over with its
 * empty Topic Name (ClientState looks for null).
 */
class Paho5Test extends Mqtt5Scenarios {
    @Override
    Library library(URI broker, String clientId) throws Exception {
        return new Paho5(broker, clientId);
    }

    @Override
    List<String> redirected(ReasonCode reason) {
        return List.of("" + reason.value()); // it does not hand the Server Reference over
    }

    private static final class Paho5 extends Library implements MqttCallback {
        private static final Logger LOG = Logger.getLogger("org.eclipse.paho.mqttv5");

        static {
            LOG.setLevel(Level.WARNING); // it has a line for each PUBREL
        }

        private final MqttClient client;

        Paho5(URI broker, String clientId) throws MqttException {
            client = new MqttClient(broker.toString(), clientId, new MemoryPersistence());
            client.setTimeToWait(PATIENCE_SECONDS * 1_000L);
            client.setCallback(this);
        }

        private static MqttConnectionOptions options(boolean cleanStart) {
            MqttConnectionOptions options = new MqttConnectionOptions();
            options.setCleanStart(cleanStart);
            options.setSessionExpiryInterval(cleanStart ? 0L : 3_600L);
            return options;
        }

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            List<UserProperty> userProperties = message.getProperties().getUserProperties().stream()
                    .map(each -> new UserProperty(each.getKey(), each.getValue()))
                    .toList();
            hasReceived(new Received(
                    topic, message.getQos(), message.isRetained(), Payload.of(message.getPayload()), userProperties));
        }

        @Override
        public void disconnected(MqttDisconnectResponse response) {
            // a scenario that cuts the network notices by itself
        }

        @Override
        public void mqttErrorOccurred(MqttException exception) {
            throw new IllegalStateException(exception);
        }

        @Override
        public void deliveryComplete(IMqttToken token) {
            // publish waits for it
        }

        @Override
        public void connectComplete(boolean reconnect, String serverUri) {
            // connect waits for it
        }

        @Override
        public void authPacketArrived(int reasonCode, MqttProperties properties) {
            throw new IllegalStateException("nobody asked for AUTH");
        }

        @Override
        void connect() throws Exception {
            client.connect(options(true));
        }

        @Override
        Offer connectAndAsk() throws Exception {
            MqttConnectionOptions options = options(true);
            options.setRequestResponseInfo(true);
            MqttProperties said = client.connectWithResult(options).getResponseProperties();
            return new Offer(
                    orElse(said.getMaximumQoS(), 2),
                    orElse(said.isRetainAvailable(), true),
                    said.isWildcardSubscriptionsAvailable(),
                    said.isSubscriptionIdentifiersAvailable(),
                    said.isSharedSubscriptionAvailable(),
                    orElse(said.getServerKeepAlive(), options.getKeepAliveInterval()),
                    said.getResponseInfo());
        }

        private static <T> T orElse(@Nullable T said, T otherwise) {
            return said == null ? otherwise : said;
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
            MqttConnectionOptions options = options(true);
            options.setWill(topic, new MqttMessage(payload.getBytes(StandardCharsets.UTF_8), 1, false, null));
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
        void publish(String topic, List<UserProperty> userProperties) throws Exception {
            MqttProperties properties = new MqttProperties();
            properties.setUserProperties(userProperties.stream()
                    .map(each -> new org.eclipse.paho.mqttv5.common.packet.UserProperty(each.name(), each.value()))
                    .toList());
            client.publish(topic, new MqttMessage(new byte[] {'x'}, 1, false, properties));
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
