package org.holdfast.engine.packet;

import org.holdfast.engine.message.ReasonCode;
import org.jspecify.annotations.Nullable;

/** PUBCOMP: the last packet of the QoS 2 exchange (section 3.7). */
public record PubComp(
        int packetId, ReasonCode reason, @Nullable String reasonString) implements ClientPacket, ServerPacket {
    /** Returns a PUBCOMP with Success. */
    public static PubComp success(int packetId) {
        return new PubComp(packetId, ReasonCode.SUCCESS, null);
    }

    @Override
    public PubComp withoutReasonString() {
        return new PubComp(packetId, reason, null);
    }

    @Override
    public <C> void accept(ClientPacket.Visitor<C> visitor, C context) {
        visitor.pubComp(context, this);
    }

    @Override
    public <T> T accept(ServerPacket.Visitor<T> visitor) {
        return visitor.pubComp(this);
    }
}
