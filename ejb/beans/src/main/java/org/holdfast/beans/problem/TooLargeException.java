package org.holdfast.beans.problem;

/** More is given than is taken. */
public final class TooLargeException extends ProblemException {
    private static final long serialVersionUID = 1L;

    /** With a line for the caller. */
    public TooLargeException(String message) {
        super(message);
    }
}
