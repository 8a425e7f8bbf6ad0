package org.holdfast.beans.topics;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A retained message with everything.
 *
 * @param topic what keeps it
 * @param payload in base64
 * @param payloadSize in bytes
 * @param qos at which it was published
 * @param properties what its receivers get with it
 * @param publisher the Client Identifier; empty when the broker published it
 * @param publishedAt when it came
 * @param expiresAt when it expires, or null
 * @param remainingSeconds until then, rounded up, or null
 * @param committed whether it is in the database; if not, it waits for that
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
