package org.holdfast.engine.handler;

import java.time.Clock;
import java.time.Duration;
import org.holdfast.engine.access.Access;
import org.holdfast.engine.commit.GroupCommit;
import org.holdfast.engine.message.MqttException;
import org.holdfast.engine.message.PacketLimits;
import org.holdfast.engine.packet.Auth;
import org.holdfast.engine.packet.ClientPacket;
import org.holdfast.engine.packet.Connect;
import org.holdfast.engine.packet.Disconnect;
import org.holdfast.engine.packet.PingReq;
import org.holdfast.engine.packet.PingResp;
import org.holdfast.engine.packet.PubAck;
import org.holdfast.engine.packet.PubComp;
import org.holdfast.engine.packet.PubRec;
import org.holdfast.engine.packet.PubRel;
import org.holdfast.engine.packet.Publish;
import org.holdfast.engine.packet.Subscribe;
import org.holdfast.engine.packet.Unsubscribe;
import org.holdfast.engine.publishing.Backpressure;
import org.holdfast.engine.publishing.PublishRules;
import org.holdfast.engine.publishing.Publisher;
import org.holdfast.engine.retained.RetainedMessages;
import org.holdfast.engine.routing.SubscriptionTree;
import org.holdfast.engine.session.Session;
import org.holdfast.engine.session.SessionConfig;
import org.holdfast.engine.session.SessionRegistry;
import org.holdfast.engine.session.sending.Outbound;

/** Passes each packet to its handler. Called on the event loop of the packet's connection. */
public final class Dispatcher {
    private final SessionRegistry sessions;
    private final SessionConfig limits;
    private final Duration acknowledgeTimeout;
    private final ConnectHandler connectHandler;
    private final PublishHandler publishHandler;
    private final QosHandler qosHandler = new QosHandler();
    private final SubscribeHandler subscribeHandler;
    private final UnsubscribeHandler unsubscribeHandler;
    private final AuthHandler authHandler = new AuthHandler();
    private final DisconnectHandler disconnectHandler;
    private final Handlers handlers = new Handlers();

    /** The objects that all connections share. */
    public record Shared(
            SessionRegistry sessions,
            SubscriptionTree subscriptions,
            RetainedMessages retained,
            GroupCommit commits,
            Publisher publisher,
            Backpressure backpressure,
            Clock clock) {}

    /**
     * The rules for all clients.
     *
     * @param connect the answer to CONNECT
     * @param limits of sessions
     * @param packets the limits of packets
     * @param acknowledgeTimeout how long an acknowledgement may wait for a commit before it reports a failure
     * @param access the authentication and authorization of clients
     */
    public record Rules(
            ConnectConfig connect,
            SessionConfig limits,
            PacketLimits packets,
            Duration acknowledgeTimeout,
            Access access) {
        /** The rules for what clients may publish. */
        public PublishRules ofPublishing() {
            return new PublishRules(connect.capabilities(), packets.topicLevels(), access.authorizer());
        }
    }

    /** A dispatcher over the shared state. */
    public Dispatcher(Shared shared, Rules rules) {
        this.sessions = shared.sessions();
        this.limits = rules.limits();
        this.acknowledgeTimeout = rules.acknowledgeTimeout();
        this.connectHandler = new ConnectHandler(sessions, rules);
        this.publishHandler = new PublishHandler(shared, rules);
        this.subscribeHandler = new SubscribeHandler(shared, rules);
        this.unsubscribeHandler = new UnsubscribeHandler(shared.subscriptions());
        this.disconnectHandler = new DisconnectHandler(sessions, limits);
    }

    /** Creates the state of a new connection. */
    public Client opened(Outbound outbound) {
        return new Client(outbound, limits, acknowledgeTimeout);
    }

    /**
     * Handles a packet.
     *
     * @throws MqttException when it is not allowed now, or not with this content; pass it to {@link #failed}
     */
    public void received(Client client, ClientPacket packet) {
        if (packet instanceof Connect connect) {
            connectHandler.handle(client, connect);
        } else if (client.state() == Client.State.CONNECTED) {
            packet.accept(handlers, client);
        } else if (client.state() == Client.State.AUTHENTICATING) {
            authenticating(client, packet);
        } else {
            throw MqttException.protocolError("the first packet must be CONNECT"); // [MQTT-3.1.0-1]
        }
    }

    private void authenticating(Client client, ClientPacket packet) {
        if (packet instanceof Auth auth) {
            connectHandler.handle(client, auth);
        } else if (packet instanceof Disconnect) {
            client.closed();
            client.outbound().close();
        } else {
            throw MqttException.protocolError("only AUTH and DISCONNECT are allowed before CONNACK"); // [MQTT-3.1.2-30]
        }
    }

    /** Handles a violation of the standard: reports it, as far as the client's version allows, and closes the connection. */
    public void failed(Client client, MqttException failure) {
        if (!client.isConnected()) {
            client.refuse(failure);
        } else {
            client.outbound().disconnect(failure.reason(), failure.explanation()); // [MQTT-4.13.1-1]
        }
    }

    /** Called when the client accepts bytes again. */
    public void writable(Client client) {
        if (client.state() == Client.State.CONNECTED) {
            client.session().pump();
        }
    }

    /** Called when the connection is closed, or about to be. */
    public void closed(Client client) {
        Session session = client.closed();
        if (session != null) {
            sessions.disconnected(session, client.outbound());
        }
    }

    /** Passes each packet of a connected client to its handler. */
    private final class Handlers implements ClientPacket.Visitor<Client> {
        @Override
        public void connect(Client client, Connect packet) {
            connectHandler.handle(client, packet);
        }

        @Override
        public void publish(Client client, Publish packet) {
            publishHandler.handle(client, packet);
        }

        @Override
        public void pubAck(Client client, PubAck packet) {
            qosHandler.handle(client, packet);
        }

        @Override
        public void pubRec(Client client, PubRec packet) {
            qosHandler.handle(client, packet);
        }

        @Override
        public void pubRel(Client client, PubRel packet) {
            qosHandler.handle(client, packet);
        }

        @Override
        public void pubComp(Client client, PubComp packet) {
            qosHandler.handle(client, packet);
        }

        @Override
        public void subscribe(Client client, Subscribe packet) {
            subscribeHandler.handle(client, packet);
        }

        @Override
        public void unsubscribe(Client client, Unsubscribe packet) {
            unsubscribeHandler.handle(client, packet);
        }

        @Override
        public void pingReq(Client client, PingReq packet) {
            client.outbound().send(PingResp.INSTANCE); // [MQTT-3.12.4-1]
        }

        @Override
        public void disconnect(Client client, Disconnect packet) {
            disconnectHandler.handle(client, packet);
        }

        @Override
        public void auth(Client client, Auth packet) {
            authHandler.handle(client, packet);
        }
    }
}
