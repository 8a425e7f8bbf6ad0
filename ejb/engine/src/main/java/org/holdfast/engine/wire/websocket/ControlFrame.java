package org.holdfast.engine.wire.websocket;

import io.netty.buffer.ByteBuf;

/** A frame that says something about the WebSocket itself (RFC 6455, section 5.5). */
sealed interface ControlFrame {
    /**
     * Nothing comes after it.
     *
     * @param code why (section 7.4.1), or {@link #NO_CODE}
     */
    record Close(int code) implements ControlFrame {
        static final int NORMAL = 1000;
        static final int PROTOCOL_ERROR = 1002;
        static final int UNSUPPORTED_DATA = 1003;
        static final int NO_CODE = 1005;
    }

    /** The answer to a Ping: its payload. Who takes it releases it. */
    record Pong(ByteBuf payload) implements ControlFrame {}
}
