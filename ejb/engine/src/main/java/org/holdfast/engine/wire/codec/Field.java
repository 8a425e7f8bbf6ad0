package org.holdfast.engine.wire.codec;

import io.netty.buffer.ByteBuf;
import org.holdfast.engine.message.MqttException;
import org.holdfast.engine.message.Payload;

/** Reads the data representations of section 1.5 from the bytes of one packet, which is malformed if it ends too early. */
final class Field {
    private Field() {}

    static int oneByte(ByteBuf in) {
        need(in, 1);
        return in.readUnsignedByte();
    }

    static int twoBytes(ByteBuf in) {
        need(in, 2);
        return in.readUnsignedShort();
    }

    static long fourBytes(ByteBuf in) {
        need(in, 4);
        return in.readUnsignedInt();
    }

    /** Reads a Variable Byte Integer in its shortest form (section 1.5.5). */
    static int variable(ByteBuf in) {
        int value = 0;
        for (int shift = 0; shift <= 21; shift += 7) {
            int digit = oneByte(in);
            value |= (digit & 0x7F) << shift;
            if (digit < 0x80) {
                if (digit == 0 && shift > 0) {
                    throw MqttException.malformed("a Variable Byte Integer is longer than necessary"); // [MQTT-1.5.5-1]
                }
                return value;
            }
        }
        throw MqttException.malformed("a Variable Byte Integer has more than four bytes");
    }

    static byte[] binary(ByteBuf in) {
        byte[] bytes = new byte[twoBytes(in)];
        need(in, bytes.length);
        in.readBytes(bytes);
        return bytes;
    }

    static Payload payload(ByteBuf in) {
        return Payload.of(binary(in));
    }

    static String text(ByteBuf in) {
        byte[] bytes = binary(in);
        return Utf8.decode(bytes, bytes.length);
    }

    /** Reads a Packet Identifier, which is never 0 [MQTT-2.2.1-3]. */
    static int packetId(ByteBuf in) {
        int id = twoBytes(in);
        if (id == 0) {
            throw MqttException.protocolError("the Packet Identifier is 0");
        }
        return id;
    }

    private static void need(ByteBuf in, int bytes) {
        if (in.readableBytes() < bytes) {
            throw MqttException.malformed("the packet ends in the middle of a field");
        }
    }
}
