package org.holdfast.beans.topics;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A retained message in a list, without payload and properties.
 *
 * @param topic its topic
 * @param payloadSize in bytes
 * @param preview the beginning of the payload when that is text, else null
 * @param qos at which it was published
 * @param publisher the Client Identifier; empty when the broker published it
 * @param publishedAt when it was published
 * @param expiresAt when it expires, or null
 * @param committed whether it is in the database; if not, it waits for its commit
 */
public record RetainedSummary(
        String topic,
        int payloadSize,
        @Nullable String preview,
        int qos,
        String publisher,
        Instant publishedAt,
        @Nullable Instant expiresAt,
        boolean committed) {}
