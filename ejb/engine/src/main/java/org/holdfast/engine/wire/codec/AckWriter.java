package org.holdfast.engine.wire.codec;

import io.netty.buffer.ByteBuf;
import org.holdfast.engine.message.ReasonCode;
import org.holdfast.engine.packet.PingResp;
import org.holdfast.engine.packet.PubAck;
import org.holdfast.engine.packet.PubComp;
import org.holdfast.engine.packet.PubRec;
import org.holdfast.engine.packet.PubRel;
import org.holdfast.engine.packet.ServerPacket;

/** Writes the most frequent answers, which have no properties. */
public final class AckWriter {
    private static final int PUBACK = 0x40;
    private static final int PUBREC = 0x50;
    private static final int PUBREL = 0x62;
    private static final int PUBCOMP = 0x70;
    private static final int PINGRESP = 0xD0;

    private AckWriter() {}

    /** Writes the packet if it is one of these; returns false, without writing, if it has more content. */
    public static boolean write(ByteBuf out, ServerPacket packet) {
        if (packet instanceof PubAck ack && ack.reasonString() == null) {
            return write(out, PUBACK, ack.packetId(), ack.reason());
        }
        if (packet instanceof PubRec rec && rec.reasonString() == null) {
            return write(out, PUBREC, rec.packetId(), rec.reason());
        }
        if (packet instanceof PubRel rel && rel.reasonString() == null) {
            return write(out, PUBREL, rel.packetId(), rel.reason());
        }
        if (packet instanceof PubComp comp && comp.reasonString() == null) {
            return write(out, PUBCOMP, comp.packetId(), comp.reason());
        }
        if (packet instanceof PingResp) {
            out.writeShort(PINGRESP << 8);
            return true;
        }
        return false;
    }

    /** Omits Success, as every version permits; MQTT 3.x has nothing else. */
    private static boolean write(ByteBuf out, int type, int packetId, ReasonCode reason) {
        boolean success = reason == ReasonCode.SUCCESS;
        out.writeByte(type);
        out.writeByte(success ? 2 : 3);
        out.writeShort(packetId);
        if (!success) {
            out.writeByte(reason.value());
        }
        return true;
    }
}
