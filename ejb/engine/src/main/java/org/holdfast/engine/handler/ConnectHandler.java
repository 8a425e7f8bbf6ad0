package org.holdfast.engine.handler;

import java.util.UUID;
import org.holdfast.engine.packet.ConnAck;
import org.holdfast.engine.packet.Connect;
import org.holdfast.engine.packet.MqttException;
import org.holdfast.engine.packet.Payload;
import org.holdfast.engine.packet.ProtocolVersion;
import org.holdfast.engine.packet.ReasonCode;
import org.holdfast.engine.packet.Redirection;
import org.holdfast.engine.packet.Will;
import org.holdfast.engine.session.EventLoop;
import org.holdfast.engine.session.Outbound.Pause;
import org.holdfast.engine.session.Session;
import org.holdfast.engine.session.SessionConfig;
import org.holdfast.engine.session.SessionRegistry;

/** CONNECT (section 3.1): who it is, which session it gets, what it is granted. */
final class ConnectHandler {
    private final SessionRegistry sessions;
    private final ConnectConfig config;
    private final SessionConfig limits;
    private final Dispatcher.Rules rules;

    ConnectHandler(SessionRegistry sessions, Dispatcher.Rules rules) {
        this.sessions = sessions;
        this.config = rules.connect();
        this.limits = rules.limits();
        this.rules = rules;
    }

    void handle(Client client, Connect connect) {
        client.outbound().established(connect);
        Redirection redirection = config.redirection();
        if (redirection != null) {
            client.closed();
            client.outbound().send(ConnAck.redirected(redirection));
            client.outbound().close();
            return;
        }
        check(connect);
        client.connecting(connect);
        client.outbound().pauseReading(Pause.CONNECTING);
        sessions.claim(new Claim(client, connect, clientId(connect)));
    }

    private void check(Connect connect) {
        if (connect.authenticationMethod() != null) {
            throw new MqttException(
                    ReasonCode.BAD_AUTHENTICATION_METHOD,
                    "this Authentication Method is not known here"); // [MQTT-4.12.0-1]
        }
        if (connect.clientId().isEmpty() && !mayBeAssigned(connect)) {
            throw new MqttException(
                    ReasonCode.CLIENT_IDENTIFIER_NOT_VALID,
                    "without a Client Identifier, Clean Session must be 1"); // 3.1.1 [MQTT-3.1.3-8]
        }
        Payload password = connect.password();
        if (!rules.authenticator()
                .authenticate(connect.clientId(), connect.userName(), password == null ? null : password.bytes())) {
            throw new MqttException(ReasonCode.BAD_USER_NAME_OR_PASSWORD, "the User Name or Password is not right");
        }
        Will will = connect.will();
        if (will != null) {
            check(will, connect);
        }
    }

    private void check(Will will, Connect connect) {
        if (will.qos().compareTo(config.capabilities().maximumQos()) > 0) {
            throw new MqttException(
                    ReasonCode.QOS_NOT_SUPPORTED,
                    "the Will QoS is over the maximum of "
                            + config.capabilities().maximumQos().value()); // [MQTT-3.2.2-12]
        }
        if (will.retain() && !config.capabilities().retain()) {
            throw new MqttException(
                    ReasonCode.RETAIN_NOT_SUPPORTED, "the Will cannot be retained here"); // [MQTT-3.2.2-13]
        }
        if (will.topic().isTooDeep()) {
            throw new MqttException(ReasonCode.TOPIC_NAME_INVALID, "the Will Topic has too many levels");
        }
        if (!rules.authorizer().mayPublish(connect.clientId(), connect.userName(), will.topic())) {
            throw new MqttException(ReasonCode.NOT_AUTHORIZED, "not authorized to publish to the Will's topic");
        }
    }

    private static boolean mayBeAssigned(Connect connect) {
        return switch (connect.version()) {
            case MQTT_3_1 -> false;
            case MQTT_3_1_1 -> connect.cleanStart(); // 3.1.1 [MQTT-3.1.3-7]
            case MQTT_5 -> true; // [MQTT-3.1.3-6]
        };
    }

    private static String clientId(Connect connect) {
        return connect.clientId().isEmpty()
                ? "auto-" + UUID.randomUUID().toString().replace("-", "")
                : connect.clientId();
    }

    /** A CONNECT that waits for its session. */
    private final class Claim implements SessionRegistry.Claim {
        private final Client client;
        private final Connect connect;
        private final String clientId;

        Claim(Client client, Connect connect, String clientId) {
            this.client = client;
            this.connect = connect;
            this.clientId = clientId;
        }

        @Override
        public String clientId() {
            return clientId;
        }

        @Override
        public boolean cleanStart() {
            return connect.cleanStart();
        }

        @Override
        public EventLoop eventLoop() {
            return client.outbound().eventLoop();
        }

        @Override
        public void granted(Session session, boolean present) {
            long expiry = limits.grantedExpiry(connect.sessionExpiryInterval());
            session.attach(client.outbound(), connect, expiry);
            if (!client.isOpen()) { // it left while its session was being looked for
                session.discardWill();
                sessions.disconnected(session, client.outbound());
                return;
            }
            client.connected(session);
            boolean sessionPresent = present && connect.version() != ProtocolVersion.MQTT_3_1;
            int keepAlive = keepAlive();
            client.outbound().send(ConnAck.accepted(sessionPresent, grant(expiry, keepAlive)));
            client.outbound().keepAlive(keepAlive);
            session.resume();
            client.outbound().resumeReading(Pause.CONNECTING);
        }

        /** MQTT 3.x cannot be told another one. */
        private int keepAlive() {
            return client.isMqtt5() ? config.grantedKeepAlive(connect.keepAlive()) : connect.keepAlive();
        }

        private ConnAck.Granted grant(long expiry, int keepAlive) {
            return new ConnAck.Granted(
                    config.capabilities(),
                    expiry == connect.sessionExpiryInterval() ? null : expiry,
                    limits.receiveMaximum(),
                    rules.maximumPacketSize(),
                    limits.topicAliasMaximum(),
                    keepAlive == connect.keepAlive() ? null : keepAlive,
                    connect.clientId().isEmpty() ? clientId : null, // [MQTT-3.2.2-16]
                    connect.responseInformation() ? config.responseInformation(clientId) : null); // [MQTT-3.1.2-28]
        }
    }
}
