package org.holdfast.mqtt;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.holdfast.mqtt.gateway.Envelope;
import org.jspecify.annotations.Nullable;

/** A received Application Message. Immutable: the payload is shared with all other receivers, and not copied. */
public final class MqttMessage {
    private final Envelope envelope;
    private final int attempt;
    private @Nullable MqttProperties properties;

    /**
     * Creates a message; for the resource adapter only.
     *
     * @param envelope the message as the broker delivered it
     * @param attempt the number of this delivery attempt, 1 or higher
     */
    public MqttMessage(Envelope envelope, int attempt) {
        this.envelope = envelope;
        this.attempt = attempt;
    }

    /**
     * Returns the topic of the message.
     *
     * @return the Topic Name
     */
    public String topic() {
        return envelope.topic();
    }

    /**
     * Returns the payload without copying it.
     *
     * @return a read-only view that begins at the first byte
     */
    public ByteBuffer payload() {
        return ByteBuffer.wrap(envelope.payload()).asReadOnlyBuffer();
    }

    /**
     * Returns the payload as an array.
     *
     * @return a copy
     */
    public byte[] bytes() {
        return envelope.payload().clone();
    }

    /**
     * Returns the payload as text.
     *
     * @return the payload decoded from UTF-8; malformed bytes become replacement characters
     */
    public String text() {
        return new String(envelope.payload(), StandardCharsets.UTF_8);
    }

    /**
     * Returns the QoS of the delivery.
     *
     * @return the lower of the publisher's and the subscription's
     */
    public QoS qos() {
        return QoS.of(envelope.qos());
    }

    /**
     * Returns the RETAIN flag (section 3.3.1.3).
     *
     * @return whether the message was retained before the bean subscribed, or, with {@code retainAsPublished}, the flag of the
     *     publisher
     */
    public boolean isRetained() {
        return envelope.retain();
    }

    /**
     * Whether the message may have been delivered before: the broker set the DUP flag, which is known only for the broker on this
     * server, or this is not the first attempt.
     *
     * @return false if neither is the case
     */
    public boolean isDuplicate() {
        return attempt > 1 || envelope.duplicate();
    }

    /**
     * Returns the number of this delivery attempt on the current connection.
     *
     * @return 1 for the first attempt
     */
    public int attempt() {
        return attempt;
    }

    /**
     * Returns the properties of the message.
     *
     * @return the properties
     */
    public MqttProperties properties() {
        MqttProperties known = properties;
        if (known == null) {
            known = MqttProperties.of(envelope);
            properties = known;
        }
        return known;
    }

    @Override
    public String toString() {
        return "MqttMessage[" + topic() + ", " + envelope.payload().length + " bytes, QoS " + envelope.qos() + "]";
    }
}
