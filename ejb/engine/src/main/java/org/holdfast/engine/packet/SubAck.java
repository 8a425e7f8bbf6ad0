package org.holdfast.engine.packet;

import java.util.List;
import org.holdfast.engine.message.ReasonCode;
import org.jspecify.annotations.Nullable;

/**
 * SUBACK (section 3.9).
 *
 * @param reasons a reason code for each filter, in the order of the SUBSCRIBE
 * @param reasonString why filters were rejected, in words; null when there is nothing to say
 */
public record SubAck(
        int packetId, List<ReasonCode> reasons, @Nullable String reasonString) implements ServerPacket {
    @Override
    public SubAck withoutReasonString() {
        return new SubAck(packetId, reasons, null);
    }

    @Override
    public <T> T accept(Visitor<T> visitor) {
        return visitor.subAck(this);
    }
}
