package org.holdfast.beans.topics;

import org.jspecify.annotations.Nullable;

/**
 * A message to publish. At most one of {@code payload} and {@code text} is given.
 *
 * @param topic a Topic Name
 * @param payload in base64
 * @param text the payload, as text
 * @param qos 0, 1 or 2; null: 0
 * @param retain whether to retain it; null: not
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
