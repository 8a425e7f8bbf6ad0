package org.holdfast.web.rest;

import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;

/** Who has sent a request. */
final class Callers {
    private Callers() {}

    /** The name of the user. */
    static String name(SecurityContext caller) {
        Principal user = caller.getUserPrincipal();
        if (user == null) {
            throw new IllegalStateException("a request that changes something has no user");
        }
        return user.getName();
    }
}
