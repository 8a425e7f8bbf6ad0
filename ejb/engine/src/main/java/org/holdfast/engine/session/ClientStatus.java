package org.holdfast.engine.session;

import org.holdfast.engine.message.Carrier;
import org.holdfast.engine.message.ProtocolVersion;
import org.holdfast.engine.packet.Connect;
import org.holdfast.engine.session.sending.Outbound;
import org.holdfast.engine.session.sending.Traffic;
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
            long since) {
        /** The connection of a client whose CONNECT is accepted now, in milliseconds of the wall clock. */
        static Attached of(Outbound.Peer peer, Connect connect, @Nullable String userName, long now) {
            return new Attached(
                    connect.version(),
                    peer.address(),
                    peer.carrier(),
                    userName,
                    connect.keepAlive(),
                    connect.cleanStart(),
                    now);
        }
    }
}
