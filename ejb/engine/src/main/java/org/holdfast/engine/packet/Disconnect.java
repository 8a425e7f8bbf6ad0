package org.holdfast.engine.packet;

import org.jspecify.annotations.Nullable;

/**
 * DISCONNECT (section 3.14).
 *
 * @param sessionExpiryInterval in seconds; null when it stays as it was
 */
public record Disconnect(
        ReasonCode reason,
        @Nullable Long sessionExpiryInterval,
        @Nullable String reasonString) implements Packet {
    @Override
    public Disconnect withoutReasonString() {
        return new Disconnect(reason, sessionExpiryInterval, null);
    }
}
