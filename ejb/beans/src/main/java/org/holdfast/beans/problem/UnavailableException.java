package org.holdfast.beans.problem;

/** Thrown when the request cannot be fulfilled at present. */
public sealed class UnavailableException extends ProblemException permits OutcomeUnknownException {
    private static final long serialVersionUID = 1L;

    /** Creates an exception with a line for the caller. */
    public UnavailableException(String message) {
        super(message);
    }
}
