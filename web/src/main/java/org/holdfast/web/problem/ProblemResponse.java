package org.holdfast.web.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Sends problems where JAX-RS does not: to programs as JSON, to people as a page. */
public final class ProblemResponse {
    private static final String REST = "/api/";

    private ProblemResponse() {}

    /** Sends a problem as the response to a request. */
    public static void send(HttpServletRequest request, HttpServletResponse response, Problem problem)
            throws IOException {
        response.setStatus(problem.status());
        response.setCharacterEncoding("UTF-8");
        if (requested(request).startsWith(request.getContextPath() + REST)) {
            response.setContentType(Problem.JSON);
            response.getWriter().write(problem.json());
        } else {
            response.setContentType("text/html");
            response.setHeader(
                    "Content-Security-Policy", "default-src 'none'; style-src 'self'; frame-ancestors 'none'");
            response.getWriter().write(page(request.getContextPath(), problem));
        }
    }

    /** Returns the path of the request; on an error page that of the request that failed. */
    private static String requested(HttpServletRequest request) {
        return request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String failed
                ? failed
                : request.getRequestURI();
    }

    /** Returns the page. Nothing in it comes from the request, so that nothing has to be escaped. */
    private static String page(String root, Problem problem) {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head><title>%s - Holdfast</title><link rel="stylesheet" href="%s/jakarta.faces.resource/holdfast.css.xhtml"></head>
                <body><main><h1>%s</h1><p>%s</p><p><a href="%s/">Back to the overview</a></p></main></body>
                </html>
                """.formatted(problem.title(), root, problem.title(), problem.detail(), root);
    }
}
