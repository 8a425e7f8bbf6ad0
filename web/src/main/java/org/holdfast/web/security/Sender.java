package org.holdfast.web.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import org.holdfast.beans.network.RequestRules;

/** Who has sent a request: the client in front of proxies that are trusted. */
public final class Sender {
    private static final String ADDRESS = "org.holdfast.address";

    private Sender() {}

    /** Notes the address of the client for {@link #address}. */
    static void note(HttpServletRequest request, RequestRules rules) {
        String forwardedFor = String.join(",", Collections.list(request.getHeaders("X-Forwarded-For")));
        request.setAttribute(ADDRESS, rules.client(request.getRemoteAddr(), forwardedFor));
    }

    /** Returns the address of the client. */
    public static String address(HttpServletRequest request) {
        return request.getAttribute(ADDRESS) instanceof String noted ? noted : request.getRemoteAddr();
    }

    /** Whether the request came over TLS, to the server or to a trusted proxy. */
    static boolean usesTls(HttpServletRequest request, RequestRules rules) {
        return request.isSecure()
                || (rules.trust(request.getRemoteAddr())
                        && "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto")));
    }
}
