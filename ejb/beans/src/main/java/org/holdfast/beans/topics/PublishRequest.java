package org.holdfast.beans.topics;

import org.jspecify.annotations.Nullable;

/**
 * A message that somebody wants to publish. Of {@code payload} and {@code text} at most one is given.
 *
 * @param topic a Topic Name
 * @param payload in base64
 * @param text the payload, as text
 * @param qos 0, 1 or 2; null: 0
 * @param retain whether its topic is to keep it; null: it is not
 * @param properties null for none
 * @param lifetimeSeconds its Message Expiry Interval; null: it never expires
 */
public record PublishRequest(
        @Nullable String topic,
        @Nullable String payload,
        @Nullable String text,
        @Nullable Integer qos,
        @Nullable Boolean retain,
        @Nullable MessageProperties properties,
        @Nullable Long lifetimeSeconds) {}
