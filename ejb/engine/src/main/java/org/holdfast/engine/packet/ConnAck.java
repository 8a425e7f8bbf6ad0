package org.holdfast.engine.packet;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.holdfast.engine.message.ReasonCode;
import org.jspecify.annotations.Nullable;

/**
 * CONNACK (section 3.2).
 *
 * @param granted what the server grants; null in a refusal
 * @param serverReference the Server Reference of a refused client; null when there is none
 */
public record ConnAck(
        boolean sessionPresent,
        ReasonCode reason,
        @Nullable String reasonString,
        @Nullable Granted granted,
        @Nullable String serverReference)
        implements ServerPacket {
    /** The Reason Codes of a CONNACK that refuses the connection (table 3-1). */
    public static final Set<ReasonCode> REFUSALS = Collections.unmodifiableSet(EnumSet.of(
            ReasonCode.UNSPECIFIED_ERROR,
            ReasonCode.MALFORMED_PACKET,
            ReasonCode.PROTOCOL_ERROR,
            ReasonCode.IMPLEMENTATION_SPECIFIC_ERROR,
            ReasonCode.UNSUPPORTED_PROTOCOL_VERSION,
            ReasonCode.CLIENT_IDENTIFIER_NOT_VALID,
            ReasonCode.BAD_USER_NAME_OR_PASSWORD,
            ReasonCode.NOT_AUTHORIZED,
            ReasonCode.SERVER_UNAVAILABLE,
            ReasonCode.SERVER_BUSY,
            ReasonCode.BANNED,
            ReasonCode.BAD_AUTHENTICATION_METHOD,
            ReasonCode.TOPIC_NAME_INVALID,
            ReasonCode.PACKET_TOO_LARGE,
            ReasonCode.QUOTA_EXCEEDED,
            ReasonCode.PAYLOAD_FORMAT_INVALID,
            ReasonCode.RETAIN_NOT_SUPPORTED,
            ReasonCode.QOS_NOT_SUPPORTED,
            ReasonCode.USE_ANOTHER_SERVER,
            ReasonCode.SERVER_MOVED,
            ReasonCode.CONNECTION_RATE_EXCEEDED));

    /**
     * The properties of a CONNACK that accepts the connection.
     *
     * @param capabilities the features that the server offers
     * @param sessionExpiryInterval in seconds; null when it is what the client asked for
     * @param maximumPacketSize in bytes
     * @param serverKeepAlive in seconds; null when it is what the client asked for
     * @param assignedClientId null when the client sent its own
     * @param responseInformation null when the client did not ask for it, or there is none
     * @param authenticated the end of the enhanced authentication; null when the client has chosen none
     */
    public record Granted(
            Capabilities capabilities,
            @Nullable Long sessionExpiryInterval,
            int receiveMaximum,
            int maximumPacketSize,
            int topicAliasMaximum,
            @Nullable Integer serverKeepAlive,
            @Nullable String assignedClientId,
            @Nullable String responseInformation,
            @Nullable Auth authenticated) {}

    public static ConnAck accepted(boolean sessionPresent, Granted granted) {
        return new ConnAck(sessionPresent, ReasonCode.SUCCESS, null, granted, null);
    }

    /** Returns a CONNACK that refuses the connection, with Protocol Error for a Reason Code that CONNACK does not have. */
    public static ConnAck refused(ReasonCode reason, String reasonString) {
        ReasonCode allowed = REFUSALS.contains(reason) ? reason : ReasonCode.PROTOCOL_ERROR; // [MQTT-3.2.2-8]
        return new ConnAck(false, allowed, reasonString, null, null);
    }

    /** Returns a CONNACK that redirects the client to another server. */
    public static ConnAck redirected(Redirection redirection) {
        return new ConnAck(false, redirection.reason(), null, null, redirection.serverReference());
    }

    @Override
    public ConnAck withoutReasonString() {
        return new ConnAck(sessionPresent, reason, null, granted, serverReference);
    }

    @Override
    public <T> T accept(Visitor<T> visitor) {
        return visitor.connAck(this);
    }
}
