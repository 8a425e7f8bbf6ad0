package org.holdfast.engine.retained;

import java.time.Duration;
import org.holdfast.engine.message.Message;

/**
 * How long a topic keeps a message, beside what its publisher wishes. For the kept copy only: whoever has subscribed before gets
 * the message with the publisher's own Message Expiry Interval.
 *
 * @param defaultExpiry for messages without an interval; zero: for ever
 * @param maximumExpiry the longest, for all messages; zero: any
 */
public record RetainedLifetime(Duration defaultExpiry, Duration maximumExpiry) {
    /** As long as the publisher wishes. */
    public static final RetainedLifetime DEFAULT = new RetainedLifetime(Duration.ZERO, Duration.ZERO);

    /** The message as a topic keeps it. */
    Message limit(Message message) {
        long wished = message.expires() || defaultExpiry.isZero()
                ? message.expiresAt()
                : message.publishedAt() + defaultExpiry.toMillis();
        long expiresAt =
                maximumExpiry.isZero() ? wished : Math.min(wished, message.publishedAt() + maximumExpiry.toMillis());
        return expiresAt == message.expiresAt() ? message : message.withLifetime(expiresAt, message.publishedAt());
    }
}
