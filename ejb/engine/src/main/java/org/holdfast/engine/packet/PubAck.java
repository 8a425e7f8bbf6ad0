package org.holdfast.engine.packet;

import org.jspecify.annotations.Nullable;

/** PUBACK: answers a PUBLISH at QoS 1 (section 3.4). */
public record PubAck(
        int packetId, ReasonCode reason, @Nullable String reasonString) implements Packet {
    @Override
    public PubAck withoutReasonString() {
        return new PubAck(packetId, reason, null);
    }
}
