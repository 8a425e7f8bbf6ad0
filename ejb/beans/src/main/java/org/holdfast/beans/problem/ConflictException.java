package org.holdfast.beans.problem;

/** Thrown when the current state does not allow the request. */
public final class ConflictException extends ProblemException {
    private static final long serialVersionUID = 1L;

    /** Creates an exception with a line for the caller. */
    public ConflictException(String message) {
        super(message);
    }
}
