package org.holdfast.beans.problem;

/** It cannot be done as things are now. */
public final class ConflictException extends ProblemException {
    private static final long serialVersionUID = 1L;

    /** With a line for the caller. */
    public ConflictException(String message) {
        super(message);
    }
}
