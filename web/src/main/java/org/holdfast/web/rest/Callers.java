package org.holdfast.web.rest;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;

/** The sender of a request. */
final class Callers {
    private Callers() {}

    /** Returns the name of the user. */
    static String name(SecurityContext caller) {
        Principal user = caller.getUserPrincipal();
        if (user == null) {
            throw new IllegalStateException("a request that changes something has no user");
        }
        return user.getName();
    }

    /** Whether the request was sent with the password, and not with an API key. */
    static boolean hasShownPassword(HttpHeaders headers) {
        String authorization = headers.getHeaderString(HttpHeaders.AUTHORIZATION);
        return authorization != null && authorization.regionMatches(true, 0, "Basic ", 0, 6);
    }
}
