package org.holdfast.beans.problem;

/** Thrown when the given data is too large. */
public final class TooLargeException extends ProblemException {
    private static final long serialVersionUID = 1L;

    /** Creates an exception with a line for the caller. */
    public TooLargeException(String message) {
        super(message);
    }
}
