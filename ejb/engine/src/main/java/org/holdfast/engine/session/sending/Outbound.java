package org.holdfast.engine.session.sending;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.holdfast.engine.loop.EventLoop;
import org.holdfast.engine.message.Carrier;
import org.holdfast.engine.message.ProtocolVersion;
import org.holdfast.engine.message.ReasonCode;
import org.holdfast.engine.packet.Connect;
import org.holdfast.engine.packet.ServerPacket;
import org.holdfast.engine.routing.Delivery;

/** The connection to one client, as the engine sees it. Every method is called on {@link #eventLoop()} only. */
public interface Outbound {
    /** The loop that the connection is confined to. */
    EventLoop eventLoop();

    /** The version of the CONNECT, once it was received. */
    ProtocolVersion version();

    /** The other end of the connection. */
    Peer peer();

    /** Applies the settings of the CONNECT, before anything is sent. */
    void established(Connect connect);

    /**
     * Starts the Keep Alive of a connected client, which may then be silent for one and a half times as long.
     *
     * @param seconds 0 for no Keep Alive
     */
    void keepAlive(int seconds);

    /** The number of messages that the client has published without packets on this connection. */
    default long published() {
        return 0;
    }

    /** Whether the client accepts more bytes now; when it does again, the session is pumped. */
    boolean isWritable();

    /** The bytes that the client has not accepted yet. */
    default long unsentBytes() {
        return 0;
    }

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
     * Closes the connection after pending packets; MQTT 5.0 clients get a DISCONNECT with the reason. When it returns,
     * the session has been detached: a connection that closes no longer uses its session.
     */
    void disconnect(ReasonCode reason, String explanation);

    /** As {@link #disconnect}, without DISCONNECT. */
    void close();

    /** Stops reading packets from the client, until no reason is left. */
    void pauseReading(Pause reason);

    /** Removes a reason to stop reading. */
    void resumeReading(Pause reason);

    /**
     * The other end of a connection.
     *
     * @param address its address and port, as text
     * @param carrier the transport
     */
    record Peer(String address, Carrier carrier) {
        /** The address without its port. */
        public String host() {
            int port = address.lastIndexOf(':');
            return port < 0 ? address : address.substring(0, port);
        }

        /** Returns the peer at an address. */
        public static Peer of(SocketAddress address, Carrier carrier) {
            String text = address instanceof InetSocketAddress internet
                    ? internet.getAddress().getHostAddress() + ":" + internet.getPort()
                    : address.toString();
            return new Peer(text, carrier);
        }
    }

    /** The reasons to stop reading packets. */
    enum Pause {
        /** The session of the CONNECT is not available yet. */
        CONNECTING,
        /** The client does not accept more bytes. */
        NOT_WRITABLE,
        /** The client is owed too many acknowledgements. */
        UNACKNOWLEDGED,
        /** Too many answers to the client wait for a commit. */
        UNCOMMITTED,
        /** A subscriber of what the client publishes does not keep up. */
        SUBSCRIBER_BUSY,
        /** The store does not keep up. */
        STORE_BUSY,
        /** Another broker may have taken over the store. */
        LEASE_NOT_HELD,
        /** The broker is stopping. */
        STOPPING
    }
}
