package org.holdfast.engine.publishing;

import org.holdfast.engine.message.MqttException;
import org.holdfast.engine.message.ReasonCode;

/**
 * The reason why a client may not publish a message.
 *
 * @param reason as in PUBACK (section 3.4.2.1)
 * @param explanation as its Reason String
 */
public record Denial(ReasonCode reason, String explanation) {
    /** No client may publish while this broker does not know that the store is still its own. */
    public static final Denial LEASE_IS_OVER =
            new Denial(ReasonCode.UNSPECIFIED_ERROR, "another broker may have taken over the store; retry");

    /** Returns the exception that ends the connection for this reason. */
    public MqttException asException() {
        return new MqttException(reason, explanation);
    }
}
