package org.holdfast.engine.message;

/**
 * A client did what the standard forbids. Thrown where it is noticed, caught in one place, which answers with the reason
 * code and closes the connection (section 4.13). Without a stack trace: it tells of the peer's fault, not of ours.
 */
public final class MqttException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ReasonCode reason;
    private final String explanation;

    /** With the reason code to answer and an explanation for people. */
    public MqttException(ReasonCode reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
        this.explanation = message;
    }

    /** A packet that cannot be parsed (section 1.2). */
    public static MqttException malformed(String message) {
        return new MqttException(ReasonCode.MALFORMED_PACKET, message);
    }

    /** A packet that may not come here or now, or not with this content (section 1.2). */
    public static MqttException protocolError(String message) {
        return new MqttException(ReasonCode.PROTOCOL_ERROR, message);
    }

    /** What is wrong, for people. */
    public String explanation() {
        return explanation;
    }

    public ReasonCode reason() {
        return reason;
    }
}
