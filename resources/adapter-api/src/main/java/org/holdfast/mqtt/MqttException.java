package org.holdfast.mqtt;

/** A message was not published, or a connection could not be had. The message says what to do about it. */
public class MqttException extends Exception {
    private static final long serialVersionUID = 1L;

    /** There is no Reason Code of the standard: the broker did not answer. */
    public static final int NO_ANSWER = -1;

    /** What the broker said. */
    private final int reasonCode;

    /**
     * An answer of the broker that is not what was hoped for.
     *
     * @param reasonCode its Reason Code (section 2.4): from 0x80 on, or 0x10 for a request that nobody has subscribed to, or
     *     {@link #NO_ANSWER}
     * @param message what has happened
     */
    public MqttException(int reasonCode, String message) {
        super(message);
        this.reasonCode = reasonCode;
    }

    /**
     * No answer.
     *
     * @param message what has happened
     * @param cause why
     */
    public MqttException(String message, Throwable cause) {
        super(message, cause);
        this.reasonCode = NO_ANSWER;
    }

    /**
     * What the broker said.
     *
     * @return a Reason Code (section 2.4): from 0x80 on, or 0x10 for a request that nobody has subscribed to, or
     *     {@link #NO_ANSWER}
     */
    public int reasonCode() {
        return reasonCode;
    }
}
