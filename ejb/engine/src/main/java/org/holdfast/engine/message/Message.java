package org.holdfast.engine.message;

import org.holdfast.engine.topic.TopicName;

/**
 * An Application Message: one immutable value, shared by all its receivers, by the retained messages and by the store.
 *
 * @param topic where it was published
 * @param payload its bytes
 * @param qos the QoS at which it was published
 * @param retain the RETAIN flag as published
 * @param properties the properties that are forwarded unchanged
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
    /** In place of a Message Expiry Interval: the message never expires. */
    public static final long NO_EXPIRY_INTERVAL = -1;

    /** The {@link #expiresAt} of a message without Message Expiry Interval. */
    public static final long NEVER = Long.MAX_VALUE;

    /** The record itself, its Topic Name and the Topic Name's text, without their bytes. */
    private static final int OVERHEAD = 56 + 24 + 24;

    /** Returns a message of the broker about itself: retained, at QoS 2, so that the subscription decides the QoS. */
    public static Message ofBroker(TopicName topic, Payload payload, long now) {
        return new Message(topic, payload, QoS.EXACTLY_ONCE, true, Properties.NONE, NEVER, now, "");
    }

    /**
     * Returns the expiry time of a message that is received now.
     *
     * @param interval its Message Expiry Interval in seconds, or {@link #NO_EXPIRY_INTERVAL}
     */
    public static long expiresAt(long now, long interval) {
        return interval == NO_EXPIRY_INTERVAL ? NEVER : now + interval * 1000;
    }

    /** Whether the message has expired. */
    public boolean isExpired(long now) {
        return expiresAt <= now;
    }

    /** Whether the message has an expiry time. */
    public boolean expires() {
        return expiresAt != NEVER;
    }

    /** Returns this message with another expiry time and another time of publication. */
    public Message withLifetime(long otherExpiresAt, long otherPublishedAt) {
        return new Message(topic, payload, qos, retain, properties, otherExpiresAt, otherPublishedAt, publisher);
    }

    /**
     * Returns the Message Expiry Interval to send, in whole seconds, rounded up: at least 1 until it has expired, and
     * never more than the publisher's, even when the wall clock has been set back [MQTT-3.3.2-6].
     */
    public long remainingSeconds(long now) {
        return Math.max(1, (expiresAt - Math.max(now, publishedAt) + 999) / 1000);
    }

    /**
     * Returns the bytes of heap of the message, with a heap of less than 32 GB. The Client Identifier of the publisher
     * does not count, because its messages share it.
     */
    public int heapSize() {
        return OVERHEAD
                + HeapSize.ofText(topic.value(), topic.encodedLength())
                + payload.heapSize()
                + properties.heapSize();
    }
}
