package org.holdfast.web.security;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;

/** Detects requests that a page of another site has sent, according to the browser. */
final class CrossSite {
    private CrossSite() {}

    /** Whether a request is from another site: by Fetch Metadata, or by the origin where that is missing. */
    static boolean isFromElsewhere(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return !site.equals("same-origin") && !site.equals("none");
        }
        String origin = request.getHeader("Origin");
        return origin != null && !isOf(origin, request.getHeader("Host"));
    }

    private static boolean isOf(String origin, String host) {
        try {
            return URI.create(origin).getRawAuthority() != null
                    && URI.create(origin).getRawAuthority().equals(host);
        } catch (IllegalArgumentException e) { // an invalid origin is not ours
            return false;
        }
    }
}
