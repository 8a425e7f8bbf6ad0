package org.holdfast.engine.handler;

import java.util.UUID;
import java.util.function.Supplier;
import org.holdfast.engine.access.AuthenticationMethod;
import org.holdfast.engine.access.LoginGuard;
import org.holdfast.engine.message.MqttException;
import org.holdfast.engine.message.Payload;
import org.holdfast.engine.message.ReasonCode;
import org.holdfast.engine.packet.Auth;
import org.holdfast.engine.packet.ConnAck;
import org.holdfast.engine.packet.Connect;
import org.holdfast.engine.packet.Redirection;
import org.holdfast.engine.packet.Will;
import org.holdfast.engine.publishing.Denial;
import org.holdfast.engine.publishing.PublishRules;
import org.holdfast.engine.session.SessionRegistry;
import org.holdfast.engine.session.sending.Outbound.Pause;
import org.jspecify.annotations.Nullable;

/** Handles CONNECT (section 3.1): checks and authenticates the client, and creates its {@link Admission}. */
final class ConnectHandler {
    /** The bytes of heap that a Will may take when memory is short. */
    private static final int SMALL_WILL = 4 << 10;

    private final SessionRegistry sessions;
    private final ConnectConfig config;
    private final Dispatcher.Rules rules;
    private final LoginGuard guard;
    private final PublishRules ofPublishing;

    ConnectHandler(SessionRegistry sessions, Dispatcher.Rules rules) {
        this.sessions = sessions;
        this.config = rules.connect();
        this.rules = rules;
        this.guard = rules.access().guard();
        this.ofPublishing = rules.ofPublishing();
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
        String method = connect.authenticationMethod();
        requireNotBlocked(client, method == null ? connect.userName() : null);
        if (method == null) {
            authenticate(client, connect);
            admit(client, connect, null);
        } else {
            Authentication authentication = new Authentication(known(method), connect.clientId());
            client.authenticating(connect, authentication);
            answer(client, () -> authentication.begin(connect.authenticationData()));
        }
    }

    private void requireNotBlocked(Client client, @Nullable String userName) {
        if (guard.isBlocked(userName, client.outbound().peer().host())) {
            throw new MqttException(
                    ReasonCode.CONNECTION_RATE_EXCEEDED, "too many failed logins; wait before the next one");
        }
    }

    /** Handles a further step of the authentication that a CONNECT has begun. */
    void handle(Client client, Auth auth) {
        answer(client, () -> client.authentication().answer(auth));
    }

    private void answer(Client client, Supplier<Auth> step) {
        Auth answer;
        try {
            answer = step.get();
        } catch (MqttException e) {
            if (e.reason() == ReasonCode.NOT_AUTHORIZED) {
                guard.failed(null, client.outbound().peer().host());
            }
            throw e;
        }
        if (answer.reason() == ReasonCode.CONTINUE_AUTHENTICATION) {
            client.outbound().send(answer);
        } else {
            admit(client, client.connect(), answer);
        }
    }

    private AuthenticationMethod known(String method) {
        return rules.access().methods().stream()
                .filter(each -> each.name().equals(method))
                .findFirst()
                .orElseThrow(() -> new MqttException(
                        ReasonCode.BAD_AUTHENTICATION_METHOD,
                        "this Authentication Method is not supported")); // [MQTT-4.12.0-1]
    }

    private void authenticate(Client client, Connect connect) {
        Payload password = connect.password();
        String userName = connect.userName();
        String address = client.outbound().peer().host();
        if (!rules.access()
                .authenticator()
                .authenticate(connect.clientId(), userName, password == null ? null : password.bytes())) {
            guard.failed(userName, address);
            throw new MqttException(ReasonCode.BAD_USER_NAME_OR_PASSWORD, "the User Name or Password is wrong");
        }
        if (userName != null) {
            guard.succeeded(userName, address);
        }
    }

    /** Claims the session of an authenticated client. */
    private void admit(Client client, Connect connect, @Nullable Auth authenticated) {
        client.connecting(connect);
        Will will = connect.will();
        if (will != null) {
            authorize(connect.clientId(), client.userName(), will);
        }
        client.outbound().pauseReading(Pause.CONNECTING);
        sessions.claim(new Admission(sessions, rules, client, clientId(connect), authenticated));
    }

    private void authorize(String clientId, @Nullable String userName, Will will) {
        Denial denial = ofPublishing.denial(clientId, userName, will.topic(), will.properties());
        if (denial != null) {
            throw new MqttException(denial.reason(), "the Will is refused: " + denial.explanation());
        }
    }

    private void check(Connect connect) {
        if (connect.clientId().isEmpty() && !mayBeAssigned(connect)) {
            throw new MqttException(
                    ReasonCode.CLIENT_IDENTIFIER_NOT_VALID,
                    "an empty Client Identifier requires Clean Session 1"); // 3.1.1 [MQTT-3.1.3-8]
        }
        Will will = connect.will();
        if (will != null) {
            check(will);
        }
    }

    private void check(Will will) {
        if (sessions.isMemoryShort() && will.heapSize() > SMALL_WILL) {
            throw new MqttException(
                    ReasonCode.QUOTA_EXCEEDED, SessionRegistry.MEMORY_IS_SHORT + ", and the Will is large");
        }
        if (will.qos().compareTo(config.capabilities().maximumQos()) > 0) {
            throw new MqttException(
                    ReasonCode.QOS_NOT_SUPPORTED,
                    "the Will QoS exceeds the maximum of "
                            + config.capabilities().maximumQos().value()); // [MQTT-3.2.2-12]
        }
        if (will.retain() && !config.capabilities().retain()) {
            throw new MqttException(
                    ReasonCode.RETAIN_NOT_SUPPORTED,
                    "retained messages are not available, so Will Retain must be 0"); // [MQTT-3.2.2-13]
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
}
