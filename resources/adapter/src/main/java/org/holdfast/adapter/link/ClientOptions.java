package org.holdfast.adapter.link;

import org.holdfast.mqtt.gateway.LinkOptions;
import org.jspecify.annotations.Nullable;

/** The options with which a bean or a connection connects. Immutable. */
public record ClientOptions(
        String clientId,
        boolean cleanStart,
        long sessionExpirySeconds,
        @Nullable String userName,
        int capacity,
        String description)
        implements LinkOptions {
    /**
     * As many unacknowledged messages as the broker sends: the default Receive Maximum. For a remote broker only the configuration
     * sets a lower one: Mosquitto 2.0.11 exceeds the Receive Maximum of a client, which a strict client must answer by
     * disconnecting; and all brokers have a limit of their own.
     */
    public static final int ANY_NUMBER = 65_535;
}
