package org.holdfast.beans.problem;

/** There is no such thing. */
public final class NotFoundException extends ProblemException {
    private static final long serialVersionUID = 1L;

    /** With a line for the caller. */
    public NotFoundException(String message) {
        super(message);
    }
}
