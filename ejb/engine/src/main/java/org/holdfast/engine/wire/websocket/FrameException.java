package org.holdfast.engine.wire.websocket;

/** The peer has violated the WebSocket Protocol. It has no stack trace, because the error is the peer's. */
final class FrameException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int closeCode;

    private FrameException(int closeCode, String message) {
        super(message, null, false, false);
        this.closeCode = closeCode;
    }

    static FrameException protocolError(String message) {
        return new FrameException(ControlFrame.Close.PROTOCOL_ERROR, message);
    }

    static FrameException unsupportedData(String message) {
        return new FrameException(ControlFrame.Close.UNSUPPORTED_DATA, message);
    }

    /** The code for the Close frame. */
    int closeCode() {
        return closeCode;
    }
}
