package org.holdfast.engine.packet;

import org.holdfast.engine.message.Payload;
import org.holdfast.engine.message.ReasonCode;
import org.jspecify.annotations.Nullable;

/**
 * AUTH: a step of an enhanced authentication (section 3.15).
 *
 * @param method null when the client has left it out
 * @param data null when there is none
 */
public record Auth(
        ReasonCode reason,
        @Nullable String method,
        @Nullable Payload data) implements ClientPacket, ServerPacket {
    @Override
    public <C> void accept(ClientPacket.Visitor<C> visitor, C context) {
        visitor.auth(context, this);
    }

    @Override
    public <T> T accept(ServerPacket.Visitor<T> visitor) {
        return visitor.auth(this);
    }
}
