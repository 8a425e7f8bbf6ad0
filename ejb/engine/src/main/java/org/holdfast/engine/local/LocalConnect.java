package org.holdfast.engine.local;

import org.holdfast.engine.message.ProtocolVersion;
import org.holdfast.engine.packet.Connect;
import org.jspecify.annotations.Nullable;

/**
 * What a local client says of itself. It needs no password: who runs in this JVM could read all of them.
 *
 * @param clientId the Client Identifier, not empty
 * @param cleanStart whether it wants to know nothing of a session before
 * @param sessionExpiryInterval for how long its session outlives it, in seconds; {@link Connect#NO_EXPIRY} for ever
 * @param userName whom it acts for, as far as what it may do depends on that; null for nobody
 * @param capacity how many messages it takes at once, 1 to 65,535
 * @param description what it is, for those who look at the list of clients
 */
public record LocalConnect(
        String clientId,
        boolean cleanStart,
        long sessionExpiryInterval,
        @Nullable String userName,
        int capacity,
        String description) {

    public LocalConnect {
        if (capacity < 1 || capacity > 65_535) {
            throw new IllegalArgumentException("Receive Maximum must be 1 to 65,535, not " + capacity);
        }
        if (clientId.isEmpty()) {
            throw new IllegalArgumentException("a local client needs a Client Identifier");
        }
    }

    Connect packet() {
        return new Connect(
                ProtocolVersion.MQTT_5,
                clientId,
                cleanStart,
                0,
                null,
                userName,
                null,
                sessionExpiryInterval,
                capacity,
                Connect.ANY_PACKET_SIZE,
                0,
                false,
                true,
                null,
                null);
    }
}
