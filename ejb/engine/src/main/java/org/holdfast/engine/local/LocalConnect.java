package org.holdfast.engine.local;

import org.holdfast.engine.message.ProtocolVersion;
import org.holdfast.engine.packet.Connect;
import org.jspecify.annotations.Nullable;

/**
 * The CONNECT of a local client. It needs no password: code in this JVM could read all passwords.
 *
 * @param clientId the Client Identifier, not empty
 * @param cleanStart whether an existing session is discarded
 * @param sessionExpiryInterval the Session Expiry Interval, in seconds; {@link Connect#NO_EXPIRY}: it never expires
 * @param userName the user for authorization; null for none
 * @param capacity the maximum number of messages that it accepts at once, 1 to 65,535
 * @param description a description for the list of clients
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
