package org.holdfast.web.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Sets the security headers of each response. The Content-Security-Policy of pages is in web.xml, because PrimeFaces adds a nonce
 * to it for each response.
 */
final class ResponseHeaders {
    private ResponseHeaders() {}

    static void set(HttpServletRequest request, HttpServletResponse response, boolean usesTls) {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
        if (request.getHeader("Transfer-Encoding") != null) { // it may have had a length too, which the server hides
            response.setHeader("Connection", "close"); // RFC 9112, section 6.1
        }
        if (usesTls) {
            response.setHeader("Strict-Transport-Security", "max-age=31536000");
        }
        if (!Paths.isStatic(request)) {
            response.setHeader("Cache-Control", "no-store");
        }
        if (!Paths.of(request).endsWith(".xhtml")) {
            response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        }
    }
}
