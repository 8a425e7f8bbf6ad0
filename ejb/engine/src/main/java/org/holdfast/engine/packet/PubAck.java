package org.holdfast.engine.packet;

import org.holdfast.engine.message.ReasonCode;
import org.jspecify.annotations.Nullable;

/** PUBACK: answers a PUBLISH at QoS 1 (section 3.4). */
public record PubAck(
        int packetId, ReasonCode reason, @Nullable String reasonString) implements ClientPacket, ServerPacket {
    @Override
    public PubAck withoutReasonString() {
        return new PubAck(packetId, reason, null);
    }

    @Override
    public <C> void accept(ClientPacket.Visitor<C> visitor, C context) {
        visitor.pubAck(context, this);
    }

    @Override
    public <T> T accept(ServerPacket.Visitor<T> visitor) {
        return visitor.pubAck(this);
    }
}
