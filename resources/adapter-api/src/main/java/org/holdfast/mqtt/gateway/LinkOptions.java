package org.holdfast.mqtt.gateway;

import org.jspecify.annotations.Nullable;

/** The options with which a client connects (section 3.1). */
public interface LinkOptions {
    /**
     * Returns the Client Identifier.
     *
     * @return not empty
     */
    String clientId();

    /**
     * Returns Clean Start.
     *
     * @return whether to discard an existing session
     */
    boolean cleanStart();

    /**
     * Returns the Session Expiry Interval.
     *
     * @return how many seconds the session outlives the connection
     */
    long sessionExpirySeconds();

    /**
     * Returns the User Name.
     *
     * @return the name, or null
     */
    @Nullable
    String userName();

    /**
     * Returns the Receive Maximum, which applies to QoS 0 too.
     *
     * @return the maximum number of unacknowledged messages, 1 to 65,535
     */
    int capacity();

    /**
     * Returns a description of the client.
     *
     * @return a few words for the list of clients
     */
    String description();
}
