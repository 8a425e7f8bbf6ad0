package org.holdfast.engine.packet;

import org.holdfast.engine.message.Payload;
import org.holdfast.engine.message.ProtocolVersion;
import org.jspecify.annotations.Nullable;

/**
 * CONNECT (section 3.1). For MQTT 3.x the properties have equivalent values.
 *
 * @param clientId empty when the server is to assign one
 * @param cleanStart Clean Start, or Clean Session of MQTT 3.x
 * @param keepAlive in seconds; 0 for none
 * @param sessionExpiryInterval in seconds; {@link #NO_EXPIRY} for never
 * @param receiveMaximum how many unacknowledged QoS 1 and 2 publishes the client accepts
 * @param maximumPacketSize the largest packet that the client accepts, in bytes
 * @param topicAliasMaximum the highest Topic Alias that the client accepts
 * @param responseInformation whether the client requests Response Information
 * @param problemInformation whether the client wants Reason Strings
 * @param authenticationMethod null when the client uses a User Name and a Password, or neither
 * @param authenticationData the Authentication Data of the first step; null when there is none
 */
public record Connect(
        ProtocolVersion version,
        String clientId,
        boolean cleanStart,
        int keepAlive,
        @Nullable Will will,
        @Nullable String userName,
        @Nullable Payload password,
        long sessionExpiryInterval,
        int receiveMaximum,
        long maximumPacketSize,
        int topicAliasMaximum,
        boolean responseInformation,
        boolean problemInformation,
        @Nullable String authenticationMethod,
        @Nullable Payload authenticationData)
        implements ClientPacket {
    /** The Session Expiry Interval of a session that never expires. */
    public static final long NO_EXPIRY = 0xFFFF_FFFFL;

    /** The Maximum Packet Size of a client that has set none: the largest packet of MQTT, in bytes. */
    public static final long ANY_PACKET_SIZE = 268_435_460;

    @Override
    public <C> void accept(Visitor<C> visitor, C context) {
        visitor.connect(context, this);
    }
}
