package org.holdfast.engine.session;

import org.holdfast.engine.message.ProtocolVersion;
import org.holdfast.engine.session.store.SessionState;
import org.jspecify.annotations.Nullable;

/**
 * How one client and its session fare.
 *
 * @param clientId the Client Identifier
 * @param connection its connection; null while it is away
 * @param sessionExpiryInterval for how long the session outlives the connection, in seconds
 * @param expiresAt when the session ends, in milliseconds of the wall clock; {@link SessionState#NEVER} while the client is connected
 * @param isStored whether the session survives the broker
 * @param subscriptions how many it has
 * @param traffic what has been sent to it and come from it
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
     * @param address of its other end, with the port; of a client in this JVM, what it is
     * @param carrier what MQTT goes through
     * @param userName who the client has shown to be, or null
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

    /** What MQTT goes through. */
    public enum Carrier {
        TCP,
        WEBSOCKET,
        /** Nothing: the client is in this JVM. */
        LOCAL
    }

    /**
     * The messages of a client, since its session began or the broker was started.
     *
     * @param received how many it has published
     * @param sent how many have been sent to it, those that were sent again included
     * @param dropped how many found its queue full, or waited too long
     * @param inflight how many are on their way to it, at QoS 1 and 2
     * @param queued how many wait for it
     * @param queuedBytes about how many bytes of heap those hold
     */
    public record Traffic(long received, long sent, long dropped, int inflight, int queued, long queuedBytes) {}
}
