package org.holdfast.engine.access;

import org.jspecify.annotations.Nullable;

/** Authenticates clients by User Name and Password (section 5.4.1). Called on an event loop: it must not block. */
@FunctionalInterface
public interface Authenticator {
    /** Accepts all clients, with and without a User Name. */
    Authenticator ANYONE = (clientId, userName, password) -> true;

    /**
     * Whether the client may connect.
     *
     * @param clientId the Client Identifier; empty when the server is to assign one
     * @param userName null when the CONNECT has none
     * @param password null when the CONNECT has none
     */
    boolean authenticate(String clientId, @Nullable String userName, byte @Nullable [] password);
}
