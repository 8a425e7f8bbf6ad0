package org.holdfast.engine.handler;

import org.holdfast.engine.message.MqttException;
import org.holdfast.engine.message.ReasonCode;
import org.holdfast.engine.packet.Disconnect;
import org.holdfast.engine.session.Session;
import org.holdfast.engine.session.SessionConfig;
import org.holdfast.engine.session.SessionRegistry;

/** Handles DISCONNECT from a client (section 3.14). */
final class DisconnectHandler {
    private final SessionRegistry sessions;
    private final SessionConfig config;

    DisconnectHandler(SessionRegistry sessions, SessionConfig config) {
        this.sessions = sessions;
        this.config = config;
    }

    void handle(Client client, Disconnect disconnect) {
        Session session = client.session();
        Long expiry = disconnect.sessionExpiryInterval();
        if (expiry != null) {
            if (session.lifetime().expiryInterval() == 0 && expiry != 0) {
                throw MqttException.protocolError(
                        "a session with Session Expiry Interval 0 cannot be extended"); // section 3.14.2.2.2
            }
            session.lifetime().expiryInterval(config.grantedExpiry(expiry));
        }
        if (disconnect.reason() == ReasonCode.SUCCESS) {
            session.lifetime().discardWill(); // [MQTT-3.14.4-3]
        }
        client.closed();
        sessions.disconnected(session, client.outbound());
        client.outbound().close();
    }
}
