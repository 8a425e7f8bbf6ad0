package org.holdfast.tools.mqtt;

import java.nio.ByteBuffer;
import org.holdfast.beans.transfer.BadMessageException;
import org.holdfast.engine.message.QoS;

/**
 * A packet from a broker.
 *
 * @param firstByte type and flags
 * @param body what comes after the fixed header, or the beginning of it
 * @param isCut whether the body was too long to be kept
 */
record Packet(int firstByte, ByteBuffer body, boolean isCut) {
    static final int CONNECT = 1;
    static final int CONNACK = 2;
    static final int PUBLISH = 3;
    static final int PUBACK = 4;
    static final int PUBREC = 5;
    static final int PUBREL = 6;
    static final int PUBCOMP = 7;
    static final int SUBSCRIBE = 8;
    static final int SUBACK = 9;
    static final int UNSUBSCRIBE = 10;
    static final int UNSUBACK = 11;
    static final int PINGREQ = 12;
    static final int PINGRESP = 13;
    static final int DISCONNECT = 14;

    int type() {
        return firstByte >> 4;
    }

    boolean isRetained() {
        return (firstByte & 1) != 0;
    }

    QoS qos() throws BadMessageException {
        return PublishBody.qos(firstByte);
    }

    /** Returns the fields of the body, from its beginning. */
    PacketFields fields() {
        return new PacketFields(body.duplicate());
    }

    int packetId() throws BadMessageException {
        return fields().twoBytes();
    }

    /** Returns the Reason Code of an acknowledgement; 0 where there is none. */
    int reasonCode() {
        return body.remaining() > 2 ? Byte.toUnsignedInt(body.get(2)) : 0;
    }

    /** Returns the Reason Code of a DISCONNECT; 0 where there is none. */
    int firstReasonCode() {
        return body.hasRemaining() ? Byte.toUnsignedInt(body.get(0)) : 0;
    }

    /** Returns the Reason Code of a SUBACK for one Topic Filter; 0x80 where there is none. */
    int lastReasonCode() {
        return body.hasRemaining() ? Byte.toUnsignedInt(body.get(body.limit() - 1)) : 0x80;
    }

    /** Returns the Reason String of an acknowledgement, or an empty text. */
    String reasonString() throws BadMessageException {
        if (body.remaining() <= 3) {
            return "";
        }
        PacketFields fields = fields();
        fields.take(3);
        return PropertyWalk.over(fields).reason();
    }
}
