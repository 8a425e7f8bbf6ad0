package org.holdfast.web.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import org.holdfast.beans.users.Identity;
import org.holdfast.beans.users.Users;
import org.jspecify.annotations.Nullable;

/** The users of HTTP sessions. */
final class Sessions {
    private static final String IDENTITY = "org.holdfast.identity";

    private Sessions() {}

    /** Returns the user of the session, if neither role nor password has changed since the login; otherwise null. */
    static @Nullable Identity identity(HttpServletRequest request, Users users) {
        HttpSession session = request.getSession(false);
        if (session == null || !(session.getAttribute(IDENTITY) instanceof Identity identity)) {
            return null;
        }
        if (users.isCurrent(identity)) {
            return identity;
        }
        session.invalidate();
        return null;
    }

    /** Begins a session of a user. An earlier one ends: its id may be known, and it may have been another user's. */
    static void begin(HttpServletRequest request, Identity identity) {
        end(request);
        request.getSession(true).setAttribute(IDENTITY, identity);
    }

    static void end(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }
}
