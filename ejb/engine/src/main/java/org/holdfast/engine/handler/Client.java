package org.holdfast.engine.handler;

import java.time.Duration;
import org.holdfast.engine.message.MqttException;
import org.holdfast.engine.message.ProtocolVersion;
import org.holdfast.engine.message.ReasonCode;
import org.holdfast.engine.packet.ConnAck;
import org.holdfast.engine.packet.Connect;
import org.holdfast.engine.routing.MessageOrigin;
import org.holdfast.engine.routing.Subscriber;
import org.holdfast.engine.session.Session;
import org.holdfast.engine.session.SessionConfig;
import org.holdfast.engine.session.sending.Outbound;
import org.holdfast.engine.session.sending.Outbound.Pause;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The state of one connection. Owned by the connection's event loop. */
public final class Client implements MessageOrigin {
    /** The phases of the connection. */
    enum State {
        /** Open, no CONNECT yet. */
        NEW,
        /** CONNECT with an Authentication Method was received, the client is being authenticated. */
        AUTHENTICATING,
        /** The client is authenticated, its session is being claimed. */
        CONNECTING,
        /** CONNACK has accepted the client. */
        CONNECTED,
        /** Further packets are ignored. */
        CLOSED
    }

    private static final Logger LOG = LoggerFactory.getLogger(Client.class);

    /** The maximum number of answers that wait for commits, of those that no Receive Maximum bounds. */
    private static final int MOST_UNCOMMITTED = 100;

    private final Outbound outbound;
    private final TopicAliases aliases;
    private final Acknowledgements acknowledgements;
    private State state = State.NEW;
    private boolean slowedDown;
    private int uncommitted;
    private @Nullable Connect connect;
    private @Nullable Authentication authentication;
    private @Nullable Session session;

    Client(Outbound outbound, SessionConfig limits, Duration acknowledgeTimeout) {
        this.outbound = outbound;
        this.aliases = new TopicAliases(limits.topicAliasMaximum());
        this.acknowledgements =
                new Acknowledgements(outbound, limits.receiveMaximum(), acknowledgeTimeout, this::session);
    }

    /** Stops reading until the subscriber is relieved; a client never waits for itself. */
    @Override
    public void slowDown(Subscriber congested) {
        if (!slowedDown && congested != session) {
            slowedDown = true;
            outbound.pauseReading(Pause.SUBSCRIBER_BUSY);
            congested.onRelief(outbound.eventLoop(), this::relieved);
        }
    }

    private void relieved() {
        slowedDown = false;
        outbound.resumeReading(Pause.SUBSCRIBER_BUSY);
    }

    Outbound outbound() {
        return outbound;
    }

    TopicAliases aliases() {
        return aliases;
    }

    Acknowledgements acknowledgements() {
        return acknowledgements;
    }

    State state() {
        return state;
    }

    /** Whether packets of this connection are still handled. */
    public boolean isOpen() {
        return state != State.CLOSED;
    }

    /** Whether CONNACK has accepted the client, and the connection is not closed. */
    public boolean isConnected() {
        return state == State.CONNECTED;
    }

    /** Refuses a client that has not been accepted, with a CONNACK, and closes the connection. */
    void refuse(MqttException reason) {
        outbound.send(ConnAck.refused(reason.reason(), reason.explanation()));
        outbound.close();
    }

    void authenticating(Connect received, Authentication begun) {
        connect = received;
        authentication = begun;
        state = State.AUTHENTICATING;
    }

    void connecting(Connect accepted) {
        connect = accepted;
        state = State.CONNECTING;
    }

    void connected(Session granted) {
        session = granted;
        state = State.CONNECTED;
    }

    /** Closes the state; returns the session, which this connection no longer uses, or null when there is none. */
    @Nullable
    Session closed() {
        Session last = session;
        state = State.CLOSED;
        session = null;
        acknowledgements.close();
        return last;
    }

    /**
     * Runs a task when all changes made so far in its session are committed, unless the connection has closed by then.
     * A client with many such tasks is not read from until there are fewer.
     */
    void whenCommitted(Runnable task) {
        if (++uncommitted == MOST_UNCOMMITTED) {
            outbound.pauseReading(Pause.UNCOMMITTED);
        }
        session().whenCommitted(() -> committed(task));
    }

    private void committed(Runnable task) {
        if (--uncommitted == MOST_UNCOMMITTED / 2) {
            outbound.resumeReading(Pause.UNCOMMITTED);
        }
        if (!isConnected()) {
            return;
        }
        try {
            task.run();
        } catch (RuntimeException e) { // else the client would wait for its answer without end
            LOG.error(
                    "Disconnected {} because a response could not be sent",
                    outbound.peer().address(),
                    e);
            outbound.disconnect(ReasonCode.UNSPECIFIED_ERROR, "internal error; see the broker's log");
        }
    }

    /** The CONNECT; only after it was received. */
    Connect connect() {
        if (connect == null) {
            throw new IllegalStateException("CONNECT is missing");
        }
        return connect;
    }

    /** The enhanced authentication; a protocol error when the CONNECT has begun none. */
    Authentication authentication() {
        if (authentication == null) {
            throw MqttException.protocolError("CONNECT had no Authentication Method"); // [MQTT-4.12.0-7]
        }
        return authentication;
    }

    /** The session; only while connected: afterwards it may be on another event loop. */
    Session session() {
        assert outbound.eventLoop().inEventLoop();
        if (session == null) {
            throw new IllegalStateException("no session yet");
        }
        return session;
    }

    String clientId() {
        return session().clientId();
    }

    /** The user whom the Authentication Method has authenticated; without one, the User Name of the CONNECT, or null. */
    @Nullable
    String userName() {
        return authentication == null ? connect().userName() : authentication.userName();
    }

    boolean isMqtt5() {
        return outbound.version() == ProtocolVersion.MQTT_5;
    }
}
