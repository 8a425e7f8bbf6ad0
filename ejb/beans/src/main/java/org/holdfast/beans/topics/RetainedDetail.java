package org.holdfast.beans.topics;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A retained message with payload and properties.
 *
 * @param topic its topic
 * @param payload in base64
 * @param payloadSize in bytes
 * @param qos at which it was published
 * @param properties the properties of the message
 * @param publisher the Client Identifier; empty when the broker published it
 * @param publishedAt when it was published
 * @param expiresAt when it expires, or null
 * @param remainingSeconds until then, rounded up, or null
 * @param committed whether it is in the database; if not, it waits for its commit
 */
public record RetainedDetail(
        String topic,
        String payload,
        int payloadSize,
        int qos,
        MessageProperties properties,
        String publisher,
        Instant publishedAt,
        @Nullable Instant expiresAt,
        @Nullable Long remainingSeconds,
        boolean committed) {}
