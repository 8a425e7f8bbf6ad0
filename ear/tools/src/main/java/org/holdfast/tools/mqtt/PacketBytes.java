package org.holdfast.tools.mqtt;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes the fields of a packet one after the other (section 1.5). */
final class PacketBytes {
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    PacketBytes oneByte(int value) {
        body.write(value);
        return this;
    }

    PacketBytes twoBytes(int value) {
        body.write(value >>> 8);
        body.write(value);
        return this;
    }

    PacketBytes fourBytes(long value) {
        return twoBytes((int) (value >>> 16)).twoBytes((int) value);
    }

    PacketBytes variableByteInteger(int value) {
        writeVariableByteInteger(value, body);
        return this;
    }

    private static void writeVariableByteInteger(int value, ByteArrayOutputStream to) {
        int rest = value;
        while (rest > 0x7F) {
            to.write((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        to.write(rest);
    }

    PacketBytes text(String value) {
        byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
        return twoBytes(encoded.length).bytes(encoded);
    }

    PacketBytes bytes(byte[] value) {
        body.writeBytes(value);
        return this;
    }

    byte[] toBytes() {
        return body.toByteArray();
    }

    /** Returns the whole packet: the fixed header, then what has been written. */
    byte[] packet(int firstByte) {
        ByteArrayOutputStream packet = new ByteArrayOutputStream(body.size() + 5);
        packet.write(firstByte);
        writeVariableByteInteger(body.size(), packet);
        packet.writeBytes(body.toByteArray());
        return packet.toByteArray();
    }
}
