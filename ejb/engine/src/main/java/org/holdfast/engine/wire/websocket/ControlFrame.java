package org.holdfast.engine.wire.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;

/** A control frame of the WebSocket (RFC 6455, section 5.5). */
sealed interface ControlFrame {
    /** The type of the frame. */
    Opcode opcode();

    /** Returns its payload, which the caller must release, once. */
    ByteBuf payload(ByteBufAllocator allocator);

    /**
     * The last frame.
     *
     * @param code the reason (section 7.4.1), or {@link #NO_CODE}
     */
    record Close(int code) implements ControlFrame {
        static final int NORMAL = 1000;
        static final int PROTOCOL_ERROR = 1002;
        static final int UNSUPPORTED_DATA = 1003;
        static final int NO_CODE = 1005;

        @Override
        public Opcode opcode() {
            return Opcode.CLOSE;
        }

        @Override
        public ByteBuf payload(ByteBufAllocator allocator) {
            return code == NO_CODE
                    ? Unpooled.EMPTY_BUFFER
                    : allocator.ioBuffer(Short.BYTES).writeShort(code);
        }
    }

    /** The answer to a Ping, with its payload. */
    record Pong(ByteBuf payload) implements ControlFrame {
        @Override
        public Opcode opcode() {
            return Opcode.PONG;
        }

        @Override
        public ByteBuf payload(ByteBufAllocator allocator) {
            return payload;
        }
    }
}
