package org.holdfast.web.security;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;

/** Whether a browser says that a page of another site has sent a request. */
final class CrossSite {
    private CrossSite() {}

    /** By Fetch Metadata, and where the browser does not send that, by the origin. */
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
        } catch (IllegalArgumentException e) { // an origin that is none is not ours
            return false;
        }
    }
}
