package org.holdfast.web.security;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Classifies requests by path, method and headers. */
public final class Paths {
    static final String LOGIN = "/login.xhtml";

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private Paths() {}

    /** Returns the path within the application. */
    static String of(HttpServletRequest request) {
        String path = request.getServletPath();
        return request.getPathInfo() == null ? path : path + request.getPathInfo();
    }

    static boolean isRest(HttpServletRequest request) {
        return of(request).startsWith("/api/");
    }

    static boolean isStatic(HttpServletRequest request) {
        return of(request).startsWith("/jakarta.faces.resource/");
    }

    /** Whether it imports lines, which are read one by one. */
    public static boolean isImport(HttpServletRequest request) {
        return of(request).equals("/api/v1/retained/import");
    }

    /** Whether it is for the page to which files are uploaded. */
    public static boolean isUpload(HttpServletRequest request) {
        return of(request).equals("/topics.xhtml");
    }

    /** Whether it only reads (RFC 9110, section 9.2.1). */
    public static boolean isSafe(HttpServletRequest request) {
        return isSafe(request.getMethod());
    }

    static boolean isSafe(String method) {
        return SAFE.contains(method);
    }

    /** Whether a page, or a browser with a session, has sent it, and not a program. */
    static boolean isOfPage(HttpServletRequest request) {
        String mode = request.getHeader("Sec-Fetch-Mode");
        return request.getRequestedSessionId() != null || (mode != null && !mode.equals("navigate"));
    }

    /** Whether it is for a part of a page. */
    static boolean isFacesRequest(HttpServletRequest request) {
        return "partial/ajax".equals(request.getHeader("Faces-Request"));
    }

    /** Returns the URL of the login page, which leads back to the requested page. */
    static String login(HttpServletRequest request) {
        String asked = of(request);
        if (request.getQueryString() != null) {
            asked += "?" + request.getQueryString();
        }
        return request.getContextPath()
                + LOGIN
                + (asked.endsWith(".xhtml") || asked.contains(".xhtml?")
                        ? "?from=" + URLEncoder.encode(asked, StandardCharsets.UTF_8)
                        : "");
    }

    /** Whether the login may redirect to a page: only to one of the console, by its path alone. */
    static boolean isOwnPage(String path) {
        return path.matches("/[a-z-]+\\.xhtml(\\?[^\\s\\\\]*)?");
    }
}
