package org.holdfast.engine.packet;

import java.util.List;
import org.holdfast.engine.message.ReasonCode;

/** SUBACK: a reason code for each filter, in the order of the SUBSCRIBE (section 3.9). */
public record SubAck(int packetId, List<ReasonCode> reasons) implements ServerPacket {
    @Override
    public <T> T accept(Visitor<T> visitor) {
        return visitor.subAck(this);
    }
}
