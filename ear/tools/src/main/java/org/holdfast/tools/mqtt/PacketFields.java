package org.holdfast.tools.mqtt;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.holdfast.beans.transfer.BadMessageException;

/**
 * Reads the fields of a packet one after the other (section 1.5), and checks each length before it is used.
 *
 * @param bytes the packet, positioned before the next field; its limit is the end of the packet
 */
record PacketFields(ByteBuffer bytes) {
    boolean isAtEnd() {
        return !bytes.hasRemaining();
    }

    int oneByte() throws BadMessageException {
        require(1);
        return Byte.toUnsignedInt(bytes.get());
    }

    int twoBytes() throws BadMessageException {
        require(2);
        return Short.toUnsignedInt(bytes.getShort());
    }

    long fourBytes() throws BadMessageException {
        require(4);
        return Integer.toUnsignedLong(bytes.getInt());
    }

    int variableByteInteger() throws BadMessageException {
        int value = 0;
        for (int shift = 0; shift < 28; shift += 7) {
            int digit = oneByte();
            value |= (digit & 0x7F) << shift;
            if ((digit & 0x80) == 0) {
                return value;
            }
        }
        throw new BadMessageException("a Variable Byte Integer has more than four bytes");
    }

    /** Returns the next bytes, of the given length. */
    byte[] take(int length) throws BadMessageException {
        require(length);
        byte[] taken = new byte[length];
        bytes.get(taken);
        return taken;
    }

    byte[] binary() throws BadMessageException {
        return take(twoBytes());
    }

    String text() throws BadMessageException {
        byte[] encoded = binary();
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(encoded))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new BadMessageException("a string is not well-formed UTF-8", e);
        }
    }

    /** Returns the next bytes, of the given length, as fields of their own. */
    PacketFields section(int length) throws BadMessageException {
        require(length);
        ByteBuffer section = bytes.slice(bytes.position(), length);
        bytes.position(bytes.position() + length);
        return new PacketFields(section);
    }

    private void require(int length) throws BadMessageException {
        if (bytes.remaining() < length) {
            throw new BadMessageException("it ends in the middle of a field");
        }
    }
}
