package org.holdfast.adapter.link;

import org.holdfast.mqtt.gateway.LinkOptions;
import org.jspecify.annotations.Nullable;

/** What a bean or a connection says of itself. Immutable. */
public record ClientOptions(
        String clientId,
        boolean cleanStart,
        long sessionExpirySeconds,
        @Nullable String userName,
        int capacity,
        String description)
        implements LinkOptions {}
