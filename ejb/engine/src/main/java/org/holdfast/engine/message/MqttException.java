package org.holdfast.engine.message;

/**
 * A client violated the standard. One place catches it, sends the reason code and closes the connection (section 4.13).
 * It has no stack trace, because the error is the peer's.
 */
public final class MqttException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ReasonCode reason;
    private final String explanation;

    /** Creates it with the reason code to send and an explanation in words. */
    public MqttException(ReasonCode reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
        this.explanation = message;
    }

    /** A Malformed Packet: it cannot be parsed (section 1.2). */
    public static MqttException malformed(String message) {
        return new MqttException(ReasonCode.MALFORMED_PACKET, message);
    }

    /** A Protocol Error: a packet that is not allowed now, or not with this content (section 1.2). */
    public static MqttException protocolError(String message) {
        return new MqttException(ReasonCode.PROTOCOL_ERROR, message);
    }

    /** The explanation in words. */
    public String explanation() {
        return explanation;
    }

    public ReasonCode reason() {
        return reason;
    }
}
