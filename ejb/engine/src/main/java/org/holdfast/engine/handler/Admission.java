package org.holdfast.engine.handler;

import org.holdfast.engine.loop.EventLoop;
import org.holdfast.engine.message.Carrier;
import org.holdfast.engine.message.MqttException;
import org.holdfast.engine.message.ProtocolVersion;
import org.holdfast.engine.packet.Auth;
import org.holdfast.engine.packet.ConnAck;
import org.holdfast.engine.packet.Connect;
import org.holdfast.engine.session.Session;
import org.holdfast.engine.session.SessionConfig;
import org.holdfast.engine.session.SessionRegistry;
import org.holdfast.engine.session.sending.Outbound.Pause;
import org.holdfast.engine.session.store.Owner;
import org.jspecify.annotations.Nullable;

/**
 * The admission of an accepted client, which waits for its session, and then gets CONNACK with what it is granted
 * (section 3.2). Owned by the connection's event loop.
 */
final class Admission implements SessionRegistry.Claim {
    private final SessionRegistry sessions;
    private final ConnectConfig config;
    private final SessionConfig limits;
    private final int maximumPacketSize;
    private final Client client;
    private final Connect connect;
    private final String clientId;
    private final @Nullable Auth authenticated;
    private final Owner owner;

    /**
     * Creates the admission of a client whose CONNECT was received.
     *
     * @param authenticated the end of its enhanced authentication, or null
     */
    Admission(
            SessionRegistry sessions,
            Dispatcher.Rules rules,
            Client client,
            String clientId,
            @Nullable Auth authenticated) {
        this.sessions = sessions;
        this.config = rules.connect();
        this.limits = rules.limits();
        this.maximumPacketSize = rules.packets().size();
        this.client = client;
        this.connect = client.connect();
        this.clientId = clientId;
        this.authenticated = authenticated;
        this.owner = ownerOf(client);
    }

    private static Owner ownerOf(Client client) {
        if (client.outbound().peer().carrier() == Carrier.LOCAL) {
            return Owner.APPLICATION;
        }
        String userName = client.userName();
        return userName == null ? Owner.ANONYMOUS : Owner.user(userName);
    }

    @Override
    public String clientId() {
        return clientId;
    }

    @Override
    public Owner owner() {
        return owner;
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
        session.attach(client.outbound(), connect, client.userName(), expiry);
        if (!client.isOpen()) { // it disconnected while its session was claimed
            session.lifetime().discardWill();
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

    @Override
    public void refused(MqttException reason) {
        client.refuse(reason);
    }

    /** Returns the Keep Alive to use; MQTT 3.x cannot be given another one. */
    private int keepAlive() {
        return client.isMqtt5() ? config.grantedKeepAlive(connect.keepAlive()) : connect.keepAlive();
    }

    private ConnAck.Granted grant(long expiry, int keepAlive) {
        return new ConnAck.Granted(
                config.capabilities(),
                expiry == connect.sessionExpiryInterval() ? null : expiry,
                limits.receiveMaximum(),
                maximumPacketSize,
                limits.topicAliasMaximum(),
                keepAlive == connect.keepAlive() ? null : keepAlive,
                connect.clientId().isEmpty() ? clientId : null, // [MQTT-3.2.2-16]
                connect.responseInformation() ? config.responseInformation(clientId) : null, // [MQTT-3.1.2-28]
                authenticated);
    }
}
