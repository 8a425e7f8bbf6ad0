package org.holdfast.web.problem;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.holdfast.beans.problem.ConflictException;
import org.holdfast.beans.problem.InvalidInputException;
import org.holdfast.beans.problem.NotFoundException;
import org.holdfast.beans.problem.ProblemException;
import org.holdfast.beans.problem.TooLargeException;
import org.holdfast.beans.problem.UnavailableException;

/** Maps the exceptions of the facades to problem details. */
@Provider
public class FacadeProblems implements ExceptionMapper<ProblemException> {
    @Override
    public Response toResponse(ProblemException e) {
        String field = e instanceof InvalidInputException invalid ? invalid.field() : null;
        return Problem.of(status(e), String.valueOf(e.getMessage()), field).response();
    }

    private static int status(ProblemException e) {
        if (e instanceof InvalidInputException) {
            return 422;
        }
        if (e instanceof NotFoundException) {
            return 404;
        }
        if (e instanceof ConflictException) {
            return 409;
        }
        if (e instanceof TooLargeException) {
            return 413;
        }
        if (e instanceof UnavailableException) {
            return 503;
        }
        throw new IllegalStateException("a problem without a status", e);
    }
}
