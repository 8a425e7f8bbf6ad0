package org.holdfast.engine.packet;

import org.jspecify.annotations.Nullable;

/**
 * CONNACK (section 3.2).
 *
 * @param granted what the server grants; null in a refusal
 */
public record ConnAck(
        boolean sessionPresent,
        ReasonCode reason,
        @Nullable String reasonString,
        @Nullable Granted granted) implements Packet {
    /**
     * The properties of a CONNACK that accepts.
     *
     * @param sessionExpiryInterval in seconds; null when it is what the client asked for
     * @param maximumPacketSize in bytes
     * @param assignedClientId null when the client brought its own
     */
    public record Granted(
            @Nullable Long sessionExpiryInterval,
            int receiveMaximum,
            int maximumPacketSize,
            int topicAliasMaximum,
            @Nullable String assignedClientId) {}

    /** A refusal. */
    public static ConnAck refused(ReasonCode reason, String reasonString) {
        return new ConnAck(false, reason, reasonString, null);
    }
}
