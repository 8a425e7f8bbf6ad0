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
        ProblemResponse.send(request, response, problem(request));
    }

    private static Problem problem(HttpServletRequest request) {
        Throwable fault = (Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        int status = (Integer) request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        if (isExpiredView(fault)) {
            return Problem.of(409, "This page has expired. Open it again and repeat your change.", null);
        }
        if (fault == null && status != 500) {
            return status(status);
        }
        String what = "The request " + request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) + " failed";
        String id = Fault.logged(what, fault == null ? new IllegalStateException("status " + status) : fault)
                .id();
        return Problem.of(500, "Internal error. See the server's log for " + id + ".", null);
    }

    private static boolean isExpiredView(@Nullable Throwable fault) {
        for (Throwable at = fault; at != null; at = at.getCause()) {
            if (at instanceof ViewExpiredException) {
                return true;
            }
        }
        return false;
    }

    private static Problem status(int status) {
        return switch (status) {
            case 404 -> Problem.of(404, "There is nothing at this address.", null);
            case 405, 501 -> Problem.of(status, "This address does not accept such a request.", null);
            default -> Problem.of(status, "The server did not accept the request.", null);
        };
    }
}
