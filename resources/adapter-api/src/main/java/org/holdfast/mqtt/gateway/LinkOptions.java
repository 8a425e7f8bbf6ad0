package org.holdfast.mqtt.gateway;

import org.jspecify.annotations.Nullable;

/** What a client says of itself when it connects (section 3.1). */
public interface LinkOptions {
    /**
     * The Client Identifier.
     *
     * @return not empty
     */
    String clientId();

    /**
     * Clean Start.
     *
     * @return whether the client wants to know nothing of a session before
     */
    boolean cleanStart();

    /**
     * The Session Expiry Interval.
     *
     * @return for how many seconds its session outlives the connection
     */
    long sessionExpirySeconds();

    /**
     * The User Name.
     *
     * @return whom it acts for, or null
     */
    @Nullable
    String userName();

    /**
     * The Receive Maximum, which holds for QoS 0 too.
     *
     * @return how many messages it takes at once, 1 to 65,535
     */
    int capacity();

    /**
     * What the client is.
     *
     * @return a few words for those who look at the list of clients
     */
    String description();
}
