package org.holdfast.engine.packet;

import org.holdfast.engine.message.ReasonCode;
import org.jspecify.annotations.Nullable;

/** PUBREL: the third packet of the QoS 2 exchange (section 3.6). */
public record PubRel(
        int packetId, ReasonCode reason, @Nullable String reasonString) implements ClientPacket, ServerPacket {
    /** Returns a PUBREL with Success. */
    public static PubRel success(int packetId) {
        return new PubRel(packetId, ReasonCode.SUCCESS, null);
    }

    @Override
    public PubRel withoutReasonString() {
        return new PubRel(packetId, reason, null);
    }

    @Override
    public <C> void accept(ClientPacket.Visitor<C> visitor, C context) {
        visitor.pubRel(context, this);
    }

    @Override
    public <T> T accept(ServerPacket.Visitor<T> visitor) {
        return visitor.pubRel(this);
    }
}
