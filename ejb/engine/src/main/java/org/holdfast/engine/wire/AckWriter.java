package org.holdfast.engine.wire;

import io.netty.buffer.ByteBuf;
import org.holdfast.engine.packet.Packet;
import org.holdfast.engine.packet.PingResp;
import org.holdfast.engine.packet.PubAck;
import org.holdfast.engine.packet.PubComp;
import org.holdfast.engine.packet.PubRec;
import org.holdfast.engine.packet.PubRel;
import org.holdfast.engine.packet.ReasonCode;

/** Writes the answers that make up most of the traffic, and that are the same four bytes in every version. */
final class AckWriter {
    private static final int PUBACK = 0x40;
    private static final int PUBREC = 0x50;
    private static final int PUBREL = 0x62;
    private static final int PUBCOMP = 0x70;
    private static final int PINGRESP = 0xD0;

    private AckWriter() {}

    /** Writes the packet when it is one of these; false, and nothing is written, when it has more to say. */
    static boolean write(ByteBuf out, Packet packet) {
        if (packet instanceof PubAck ack && ack.reason() == ReasonCode.SUCCESS) {
            return write(out, PUBACK, ack.packetId());
        }
        if (packet instanceof PubRec rec && rec.reason() == ReasonCode.SUCCESS) {
            return write(out, PUBREC, rec.packetId());
        }
        if (packet instanceof PubRel rel && rel.reason() == ReasonCode.SUCCESS) {
            return write(out, PUBREL, rel.packetId());
        }
        if (packet instanceof PubComp comp && comp.reason() == ReasonCode.SUCCESS) {
            return write(out, PUBCOMP, comp.packetId());
        }
        if (packet instanceof PingResp) {
            out.writeShort(PINGRESP << 8);
            return true;
        }
        return false;
    }

    private static boolean write(ByteBuf out, int type, int packetId) {
        out.writeByte(type);
        out.writeByte(2);
        out.writeShort(packetId);
        return true;
    }
}
