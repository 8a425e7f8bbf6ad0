package org.holdfast.engine.wire.websocket;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;

/**
 * The header of a frame of a client (RFC 6455, section 5.2), which may be incomplete. Each part is checked as soon as
 * it is there. Owned by the connection's event loop.
 *
 * <pre>
 *   FIN RSV opcode | MASK length | 0, 2 or 8 bytes of length | 4 bytes of mask
 * </pre>
 */
final class FrameHeader {
    private static final int FIXED = 2;
    private static final int MASK = 4;
    private static final int LARGEST = FIXED + Long.BYTES + MASK;
    private static final int FIN_BIT = 0x80;
    private static final int RESERVED_BITS = 0x70;
    private static final int OPCODE_BITS = 0x0F;
    private static final int MASK_BIT = 0x80;
    private static final int LENGTH_BITS = 0x7F;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;

    private final ByteBuffer bytes = ByteBuffer.allocate(LARGEST);
    private Opcode opcode = Opcode.CONTINUATION;
    private int size = FIXED;

    /** Begins the header of the next frame. */
    void reset() {
        bytes.clear();
        size = FIXED;
    }

    /** Reads the bytes of the header; returns whether it is complete. */
    boolean read(ByteBuf in) {
        take(in);
        if (bytes.position() == FIXED && size == FIXED) {
            checkFixedPart();
            size += lengthBytes() + MASK;
            take(in);
        }
        return isComplete();
    }

    private void take(ByteBuf in) {
        while (in.isReadable() && bytes.position() < size) {
            bytes.put(in.readByte());
        }
        if (isComplete()) {
            checkLength();
        }
    }

    private void checkFixedPart() {
        int first = bytes.get(0);
        if ((first & RESERVED_BITS) != 0) {
            throw FrameException.protocolError("reserved bits are set, but no extension was negotiated");
        }
        if ((bytes.get(1) & MASK_BIT) == 0) {
            throw FrameException.protocolError("a frame from a client must be masked");
        }
        opcode = Opcode.of(first & OPCODE_BITS);
        if (opcode.isControl() && (!isFinal() || shortLength() >= TWO_BYTES)) {
            throw FrameException.protocolError("a control frame must not be fragmented or longer than 125 bytes");
        }
    }

    private void checkLength() {
        long length = length();
        if (length < 0
                || (shortLength() == TWO_BYTES && length < TWO_BYTES)
                || (shortLength() == EIGHT_BYTES && length <= 0xFFFF)) {
            throw FrameException.protocolError(
                    "the length must not be negative and must be encoded in the fewest bytes");
        }
    }

    private int shortLength() {
        return bytes.get(1) & LENGTH_BITS;
    }

    private int lengthBytes() {
        return switch (shortLength()) {
            case TWO_BYTES -> Short.BYTES;
            case EIGHT_BYTES -> Long.BYTES;
            default -> 0;
        };
    }

    boolean isComplete() {
        return size > FIXED && bytes.position() == size;
    }

    Opcode opcode() {
        return opcode;
    }

    /** Whether the frame is the last of its message. */
    boolean isFinal() {
        return (bytes.get(0) & FIN_BIT) != 0;
    }

    /** The length of the payload in bytes; only of a complete header. */
    long length() {
        return switch (lengthBytes()) {
            case Short.BYTES -> Short.toUnsignedInt(bytes.getShort(FIXED));
            case Long.BYTES -> bytes.getLong(FIXED);
            default -> shortLength();
        };
    }

    /** The mask of the payload, its first byte uppermost; only of a complete header. */
    int mask() {
        return bytes.getInt(size - MASK);
    }
}
