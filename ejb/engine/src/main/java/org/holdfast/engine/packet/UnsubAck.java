package org.holdfast.engine.packet;

import java.util.List;
import org.holdfast.engine.message.ReasonCode;

/** UNSUBACK: a reason code for each filter, in the order of the UNSUBSCRIBE (section 3.11). */
public record UnsubAck(int packetId, List<ReasonCode> reasons) implements ServerPacket {
    @Override
    public <T> T accept(Visitor<T> visitor) {
        return visitor.unsubAck(this);
    }
}
