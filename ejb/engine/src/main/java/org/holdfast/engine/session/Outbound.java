package org.holdfast.engine.session;

import org.holdfast.engine.loop.EventLoop;
import org.holdfast.engine.message.ProtocolVersion;
import org.holdfast.engine.message.ReasonCode;
import org.holdfast.engine.packet.Connect;
import org.holdfast.engine.packet.ServerPacket;
import org.holdfast.engine.routing.Delivery;

/** The way out to one client: its network connection. Every method is called on {@link #eventLoop()} only. */
public interface Outbound {
    /** The loop that the connection is confined to. */
    EventLoop eventLoop();

    /** The version of the CONNECT, once it has come. */
    ProtocolVersion version();

    /** Who is at the other end. */
    Peer peer();

    /** Applies what the CONNECT says about the connection, before anything is sent. */
    void established(Connect connect);

    /**
     * The client is connected: from now on it may be silent for one and a half times as long.
     *
     * @param seconds 0 for as long as it likes
     */
    void keepAlive(int seconds);

    /** How many messages the client has published that were no packets of this connection. */
    default long published() {
        return 0;
    }

    /** Whether the client takes more bytes now; when it does again, the session is pumped. */
    boolean isWritable();

    /** Whether the PUBLISH would not exceed the client's Maximum Packet Size [MQTT-3.1.2-24]. */
    boolean accepts(Delivery delivery);

    /**
     * Sends a PUBLISH.
     *
     * @param packetId 0 at QoS 0
     * @param begunAt until when the message has waited in the broker, in milliseconds of the wall clock [MQTT-3.3.2-6]
     */
    void publish(Delivery delivery, int packetId, boolean dup, long begunAt);

    /** Sends any other packet. */
    void send(ServerPacket packet);

    /**
     * Closes the connection after what was sent; MQTT 5.0 clients get a DISCONNECT that says why. When it returns, the session
     * has been detached: a connection that closes uses its session no longer.
     */
    void disconnect(ReasonCode reason, String explanation);

    /** As {@link #disconnect}, without a word. */
    void close();

    /** Stops reading packets from the client, until every reason to is gone. */
    void pauseReading(Pause reason);

    /** Takes a reason back. */
    void resumeReading(Pause reason);

    /**
     * The other end of a connection.
     *
     * @param address its address and port, as text
     * @param carrier what MQTT goes through
     */
    record Peer(String address, ClientStatus.Carrier carrier) {}

    /** Why packets are not read for a while. */
    enum Pause {
        /** The session of the CONNECT is not there yet. */
        CONNECTING,
        /** The client does not take what is sent to it. */
        NOT_WRITABLE,
        /** The client is owed more acknowledgements than the broker wants to keep. */
        UNACKNOWLEDGED,
        /** Too many answers to the client wait for a commit. */
        UNCOMMITTED,
        /** A subscriber of what the client publishes does not keep up. */
        SUBSCRIBER_BUSY,
        /** The store does not keep up with retained messages. */
        STORE_BUSY,
        /** Another broker may have taken over the store. */
        LEASE_NOT_HELD,
        /** The broker is about to stop. */
        STOPPING
    }
}
