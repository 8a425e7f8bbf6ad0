package org.holdfast.engine.wire.websocket;

/** What a frame is (RFC 6455, section 5.2). */
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

    /** The opcode of the value, which other values are reserved from. */
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
