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
        implements LinkOptions {
    /**
     * As many messages at once as the broker sends: what a client says that has no Receive Maximum. Of a broker elsewhere less is asked
     * only by who configures it. Mosquitto 2.0.11 sends more than the Receive Maximum that it was given, and a client that minds has to
     * disconnect; and all of them have a limit of their own.
     */
    public static final int ANY_NUMBER = 65_535;
}
