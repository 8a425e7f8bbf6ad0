package org.holdfast.engine.session;

import org.holdfast.engine.message.ProtocolVersion;
import org.holdfast.engine.session.store.SessionState;
import org.jspecify.annotations.Nullable;

/**
 * The status of a client and its session.
 *
 * @param clientId the Client Identifier
 * @param connection its connection; null while it is disconnected
 * @param sessionExpiryInterval the Session Expiry Interval, in seconds
 * @param expiresAt when the session ends, in milliseconds of the wall clock; {@link SessionState#NEVER} while the client is connected
 * @param isStored whether the session survives a restart of the broker
 * @param subscriptions the number of its subscriptions
 * @param traffic its message counts
 */
public record ClientStatus(
        String clientId,
        @Nullable Attached connection,
        long sessionExpiryInterval,
        long expiresAt,
        boolean isStored,
        int subscriptions,
        Traffic traffic) {
    /**
     * The connection of a client.
     *
     * @param version of its CONNECT
     * @param address the remote address with its port; of a client in this JVM, its description
     * @param carrier the transport
     * @param userName the User Name of the client, or null
     * @param keepAlive of its CONNECT, in seconds; 0 for none
     * @param cleanStart of its CONNECT
     * @param since when it was accepted, in milliseconds of the wall clock
     */
    public record Attached(
            ProtocolVersion version,
            String address,
            Carrier carrier,
            @Nullable String userName,
            int keepAlive,
            boolean cleanStart,
            long since) {}

    /** The transport of MQTT. */
    public enum Carrier {
        TCP,
        WEBSOCKET,
        /** None: the client is in this JVM. */
        LOCAL
    }

    /**
     * The message counts of a client, since its session began or the broker was started.
     *
     * @param received the number of messages that it has published
     * @param sent the number of messages sent to it, resent ones included
     * @param dropped the number of messages that found its queue full, or waited too long
     * @param inflight the number of QoS 1 and 2 messages in flight to it
     * @param queued the number of messages that wait for it
     * @param queuedBytes the approximate bytes of heap of the waiting messages
     */
    public record Traffic(long received, long sent, long dropped, int inflight, int queued, long queuedBytes) {}
}
