package org.holdfast.engine.wire.websocket;

/** The peer has broken the rules of the WebSocket. It has no stack trace: it is about the peer, not about the code. */
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

    /** What the Close frame says. */
    int closeCode() {
        return closeCode;
    }
}
