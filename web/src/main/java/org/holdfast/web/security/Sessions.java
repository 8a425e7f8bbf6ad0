package org.holdfast.web.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import org.holdfast.beans.users.Identity;
import org.holdfast.beans.users.Users;
import org.jspecify.annotations.Nullable;

/** Who a session belongs to. */
final class Sessions {
    private static final String IDENTITY = "org.holdfast.identity";

    private Sessions() {}

    /** The user of the session, as long as neither role nor password has changed since the login; null for nobody. */
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

    /** From now on it is that user's; under another id, so that nobody has known it before. */
    static void begin(HttpServletRequest request, Identity identity) {
        request.getSession(true);
        request.changeSessionId();
        request.getSession().setAttribute(IDENTITY, identity);
    }

    /** It ends. */
    static void end(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }
}
