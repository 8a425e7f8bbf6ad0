package org.holdfast.engine.wire.websocket;

/** The type of a frame (RFC 6455, section 5.2). */
enum Opcode {
    CONTINUATION(0x0),
    TEXT(0x1),
    BINARY(0x2),
    CLOSE(0x8),
    PING(0x9),
    PONG(0xA);

    private static final int CONTROL = 0x8;

    private final int value;

    Opcode(int value) {
        this.value = value;
    }

    /** Returns the opcode with this value; all other values are reserved. */
    static Opcode of(int value) {
        for (Opcode opcode : values()) {
            if (opcode.value == value) {
                return opcode;
            }
        }
        throw FrameException.protocolError("opcode " + value + " is reserved");
    }

    int value() {
        return value;
    }

    boolean isControl() {
        return value >= CONTROL;
    }
}
