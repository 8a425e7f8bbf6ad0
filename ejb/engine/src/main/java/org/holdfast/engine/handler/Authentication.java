package org.holdfast.engine.handler;

import java.util.Objects;
import org.holdfast.engine.access.AuthenticationMethod;
import org.holdfast.engine.access.AuthenticationMethod.Exchange;
import org.holdfast.engine.access.AuthenticationMethod.Step;
import org.holdfast.engine.message.MqttException;
import org.holdfast.engine.message.Payload;
import org.holdfast.engine.message.ReasonCode;
import org.holdfast.engine.packet.Auth;
import org.jspecify.annotations.Nullable;

/**
 * The enhanced authentication of one connection (section 4.12): its method, the current exchange, and the authenticated
 * user. Owned by the connection's event loop.
 */
final class Authentication {
    private static final int MAXIMUM_STEPS = 10;

    private final AuthenticationMethod method;
    private final String clientId;
    private final Answers answers = new Answers();
    private @Nullable Exchange exchange;
    private int steps;
    private Step.@Nullable Success proven;

    /** Creates an authentication before its first step. */
    Authentication(AuthenticationMethod method, String clientId) {
        this.method = method;
        this.clientId = clientId;
    }

    /** The authenticated user; only after a success. */
    @Nullable
    String userName() {
        if (proven == null) {
            throw new IllegalStateException("not authenticated yet");
        }
        return proven.userName();
    }

    /** Begins an exchange; returns the answer to the first step, which requests another one or reports success. */
    Auth begin(@Nullable Payload data) {
        Exchange begun = method.begin(clientId);
        exchange = begun;
        steps = 0;
        return next(begun, data);
    }

    /** Returns the answer to a further step, or to the first one of a re-authentication. */
    Auth answer(Auth auth) {
        if (!method.name().equals(auth.method())) {
            throw MqttException.protocolError(
                    "the Authentication Method is not that of the CONNECT"); // [MQTT-4.12.0-5] [MQTT-4.12.1-1]
        }
        Exchange underWay = exchange;
        ReasonCode fitting =
                underWay == null ? ReasonCode.RE_AUTHENTICATE : ReasonCode.CONTINUE_AUTHENTICATION; // [MQTT-4.12.0-3]
        if (auth.reason() != fitting) {
            throw MqttException.protocolError("AUTH with this Reason Code is not allowed now");
        }
        return underWay == null ? begin(auth.data()) : next(underWay, auth.data());
    }

    private Auth next(Exchange underWay, @Nullable Payload data) {
        return underWay.next(data).accept(answers);
    }

    /** The answers to the client after each step. */
    private final class Answers implements Step.Visitor<Auth> {
        @Override
        public Auth next(Step.Continue step) {
            steps++;
            if (steps == MAXIMUM_STEPS) {
                exchange = null;
                throw refused("the authentication takes too many steps");
            }
            return new Auth(ReasonCode.CONTINUE_AUTHENTICATION, method.name(), step.data()); // [MQTT-4.12.0-2]
        }

        @Override
        public Auth succeeded(Step.Success step) {
            exchange = null;
            prove(step);
            return new Auth(ReasonCode.SUCCESS, method.name(), step.data());
        }

        @Override
        public Auth failed(Step.Failure step) {
            exchange = null;
            throw refused(step.explanation());
        }
    }

    /** Checks that the user of the connection stays the same, because permissions were granted to that user. */
    private void prove(Step.Success success) {
        if (proven != null && !Objects.equals(proven.userName(), success.userName())) {
            throw refused("the user differs from that of the connection");
        }
        proven = success;
    }

    private static MqttException refused(String explanation) {
        return new MqttException(
                ReasonCode.NOT_AUTHORIZED, "not authenticated: " + explanation); // [MQTT-4.12.0-4] [MQTT-4.12.1-2]
    }
}
