package org.holdfast.engine.retained;

import java.time.Duration;
import org.holdfast.engine.message.Message;

/**
 * The lifetime of retained messages, in addition to the interval of the publisher. For the retained copy only: current
 * subscribers get the message with the publisher's own Message Expiry Interval.
 *
 * @param defaultExpiry for messages without an interval; zero: they never expire
 * @param maximumExpiry the maximum, for all messages; zero: no maximum
 */
public record RetainedLifetime(Duration defaultExpiry, Duration maximumExpiry) {
    /** The lifetime that the publisher has set. */
    public static final RetainedLifetime DEFAULT = new RetainedLifetime(Duration.ZERO, Duration.ZERO);

    /** Returns the message with the lifetime of the retained copy. */
    Message limit(Message message) {
        long wished = message.expires() || defaultExpiry.isZero()
                ? message.expiresAt()
                : message.publishedAt() + defaultExpiry.toMillis();
        long expiresAt =
                maximumExpiry.isZero() ? wished : Math.min(wished, message.publishedAt() + maximumExpiry.toMillis());
        return expiresAt == message.expiresAt() ? message : message.withLifetime(expiresAt, message.publishedAt());
    }
}
