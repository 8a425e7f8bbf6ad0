package org.holdfast.mqtt;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.holdfast.mqtt.gateway.Envelope;
import org.jspecify.annotations.Nullable;

/** An Application Message that has come. Immutable: the payload is shared with all its other receivers, and not copied. */
public final class MqttMessage {
    private final Envelope envelope;
    private final int attempt;
    private @Nullable MqttProperties properties;

    /**
     * For the resource adapter.
     *
     * @param envelope the message as it was handed over
     * @param attempt 1 for the first time that the bean gets it
     */
    public MqttMessage(Envelope envelope, int attempt) {
        this.envelope = envelope;
        this.attempt = attempt;
    }

    /**
     * Where it was published.
     *
     * @return the Topic Name
     */
    public String topic() {
        return envelope.topic();
    }

    /**
     * The payload.
     *
     * @return a read-only view of it, from its first byte on
     */
    public ByteBuffer payload() {
        return ByteBuffer.wrap(envelope.payload()).asReadOnlyBuffer();
    }

    /**
     * The payload as an array.
     *
     * @return a copy of it
     */
    public byte[] bytes() {
        return envelope.payload().clone();
    }

    /**
     * The payload as text.
     *
     * @return what it says in UTF-8; bytes that are not UTF-8 become replacement characters
     */
    public String text() {
        return new String(envelope.payload(), StandardCharsets.UTF_8);
    }

    /**
     * The QoS at which it was delivered.
     *
     * @return the lower of the publisher's and the subscription's
     */
    public QoS qos() {
        return QoS.of(envelope.qos());
    }

    /**
     * The RETAIN flag (section 3.3.1.3).
     *
     * @return whether it was kept by its topic before the bean subscribed, or, with {@code retainAsPublished}, what the publisher
     *     has said
     */
    public boolean isRetained() {
        return envelope.retain();
    }

    /**
     * Whether it may have come before: by the broker's DUP flag, which is known of the broker on this server only, or because this is
     * not the first attempt.
     *
     * @return false when nothing speaks for it
     */
    public boolean isDuplicate() {
        return attempt > 1 || envelope.duplicate();
    }

    /**
     * How often the bean has got it since the application was started.
     *
     * @return 1 for the first time
     */
    public int attempt() {
        return attempt;
    }

    /**
     * What else its publisher has said.
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
