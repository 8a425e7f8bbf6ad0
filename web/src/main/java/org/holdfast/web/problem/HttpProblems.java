package org.holdfast.web.problem;

import jakarta.json.JsonException;
import jakarta.json.bind.JsonbException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Maps all other exceptions: of requests that JAX-RS rejects, of bodies that are not JSON, and of internal errors. */
@Provider
public class HttpProblems implements ExceptionMapper<Throwable> {
    @Override
    public Response toResponse(Throwable e) {
        RefusedBodyException refusedBody = RefusedBodyException.among(e);
        if (refusedBody != null) {
            return refusedBody.problem().response();
        }
        if (isBadJson(e)) {
            return Problem.of(400, "the body is not the expected JSON: " + firstLine(root(e)), null)
                    .response();
        }
        if (e instanceof WebApplicationException refused) {
            return refused(refused);
        }
        return Problem.of(500, Fault.logged("A request failed", e).explanation(), null)
                .response();
    }

    private static Response refused(WebApplicationException e) {
        Response response = e.getResponse();
        if (response.getStatus() < 400) {
            return response;
        }
        Problem problem = Problem.of(response.getStatus(), String.valueOf(e.getMessage()), null);
        return Response.fromResponse(response)
                .type(Problem.JSON)
                .entity(problem)
                .build();
    }

    private static boolean isBadJson(Throwable e) {
        for (Throwable at = e; at != null; at = at.getCause()) {
            if (at instanceof JsonbException || at instanceof JsonException) {
                return e instanceof ProcessingException || e instanceof WebApplicationException || at == e;
            }
        }
        return false;
    }

    private static Throwable root(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static String firstLine(Throwable e) {
        String message = e.getMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
