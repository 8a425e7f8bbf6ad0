package org.holdfast.mqtt;

/** Thrown when a message was not published or no connection is available. Its text says what to do. */
public class MqttException extends Exception {
    private static final long serialVersionUID = 1L;

    /** The value instead of a Reason Code when the broker did not answer. */
    public static final int NO_ANSWER = -1;

    /** A Reason Code or {@link #NO_ANSWER}. */
    private final int reasonCode;

    /**
     * Creates an exception for a failure that the broker reported.
     *
     * @param reasonCode its Reason Code (section 2.4): 0x80 or higher, or 0x10 for a request without subscribers, or
     *     {@link #NO_ANSWER}
     * @param message what happened
     */
    public MqttException(int reasonCode, String message) {
        super(message);
        this.reasonCode = reasonCode;
    }

    /**
     * Creates an exception without a Reason Code.
     *
     * @param message what happened
     * @param cause the cause
     */
    public MqttException(String message, Throwable cause) {
        super(message, cause);
        this.reasonCode = NO_ANSWER;
    }

    /**
     * Returns the Reason Code.
     *
     * @return a Reason Code (section 2.4): 0x80 or higher, or 0x10 for a request without subscribers, or {@link #NO_ANSWER}
     */
    public int reasonCode() {
        return reasonCode;
    }
}
