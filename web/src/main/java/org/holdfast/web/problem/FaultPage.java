package org.holdfast.web.problem;

import jakarta.faces.application.ViewExpiredException;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The error page that web.xml declares: it reveals nothing of the server, but says where to look. */
@WebServlet("/fault")
public class FaultPage extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getDispatcherType() != DispatcherType.ERROR) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        Throwable fault = (Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        if (isExpiredView(fault)) {
            tell(
                    request,
                    response,
                    Problem.of(409, "This page has expired. Open it again and repeat your change.", null));
        } else {
            String what = "The request " + request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) + " failed";
            String id = Fault.logged(what, fault).id();
            tell(request, response, Problem.of(500, "Internal error. See the server's log for " + id + ".", null));
        }
    }

    private static boolean isExpiredView(@Nullable Throwable fault) {
        for (Throwable at = fault; at != null; at = at.getCause()) {
            if (at instanceof ViewExpiredException) {
                return true;
            }
        }
        return false;
    }

    private static void tell(HttpServletRequest request, HttpServletResponse response, Problem problem)
            throws IOException {
        response.setStatus(problem.status());
        response.setCharacterEncoding("UTF-8");
        String failed = String.valueOf(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI));
        if (failed.startsWith(request.getContextPath() + "/api/")) {
            response.setContentType(Problem.JSON);
            response.getWriter().write(problem.json());
        } else {
            response.setContentType("text/html");
            response.setHeader(
                    "Content-Security-Policy", "default-src 'none'; style-src 'self'; frame-ancestors 'none'");
            response.getWriter().write(page(request.getContextPath(), problem));
        }
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
