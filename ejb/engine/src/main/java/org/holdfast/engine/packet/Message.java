package org.holdfast.engine.packet;

import org.holdfast.engine.topic.TopicName;

/**
 * An Application Message: one immutable value, shared by all its receivers, by the retained messages and by the store.
 *
 * @param topic where it was published
 * @param payload its bytes
 * @param qos the QoS at which it was published
 * @param retain the RETAIN flag as published
 * @param properties what is passed on unchanged
 * @param expiresAt when it expires, in milliseconds of the wall clock, or {@link #NEVER} (section 3.3.2.3.3)
 * @param publishedAt when the broker received it, in milliseconds of the wall clock
 * @param publisher the Client Identifier of its publisher; empty when the broker itself published it
 */
public record Message(
        TopicName topic,
        Payload payload,
        QoS qos,
        boolean retain,
        Properties properties,
        long expiresAt,
        long publishedAt,
        String publisher) {
    /** The {@link #expiresAt} of a message without Message Expiry Interval. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final int OVERHEAD = 160;

    /** Whether the message has an expiry and it is over. */
    public boolean isExpired(long now) {
        return expiresAt <= now;
    }

    /** Whether the message ever expires. */
    public boolean expires() {
        return expiresAt != NEVER;
    }

    /** The Message Expiry Interval to send, in whole seconds, rounded up: at least 1 until it has expired [MQTT-3.3.2-6]. */
    public long remainingSeconds(long now) {
        return Math.max(1, (expiresAt - now + 999) / 1000);
    }

    /** About how many bytes of heap the message holds. */
    public int heapSize() {
        return OVERHEAD + topic.encodedLength() + payload.length() + properties.encoded().length;
    }
}
