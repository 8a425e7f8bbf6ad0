package org.holdfast.engine.packet;

import org.holdfast.engine.message.ReasonCode;
import org.jspecify.annotations.Nullable;

/**
 * DISCONNECT (section 3.14).
 *
 * @param sessionExpiryInterval in seconds; null when it is unchanged
 */
public record Disconnect(
        ReasonCode reason,
        @Nullable Long sessionExpiryInterval,
        @Nullable String reasonString) implements ClientPacket, ServerPacket {
    @Override
    public Disconnect withoutReasonString() {
        return new Disconnect(reason, sessionExpiryInterval, null);
    }

    @Override
    public <C> void accept(ClientPacket.Visitor<C> visitor, C context) {
        visitor.disconnect(context, this);
    }

    @Override
    public <T> T accept(ServerPacket.Visitor<T> visitor) {
        return visitor.disconnect(this);
    }
}
