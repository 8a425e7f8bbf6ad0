package org.holdfast.engine.packet;

import org.holdfast.engine.message.ReasonCode;
import org.jspecify.annotations.Nullable;

/** PUBREC: the second packet of the QoS 2 exchange (section 3.5). */
public record PubRec(
        int packetId, ReasonCode reason, @Nullable String reasonString) implements ClientPacket, ServerPacket {
    @Override
    public PubRec withoutReasonString() {
        return new PubRec(packetId, reason, null);
    }

    @Override
    public <C> void accept(ClientPacket.Visitor<C> visitor, C context) {
        visitor.pubRec(context, this);
    }

    @Override
    public <T> T accept(ServerPacket.Visitor<T> visitor) {
        return visitor.pubRec(this);
    }
}
