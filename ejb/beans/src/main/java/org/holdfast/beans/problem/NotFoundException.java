package org.holdfast.beans.problem;

/** Thrown when the requested object does not exist. */
public final class NotFoundException extends ProblemException {
    private static final long serialVersionUID = 1L;

    /** Creates an exception with a line for the caller. */
    public NotFoundException(String message) {
        super(message);
    }
}
