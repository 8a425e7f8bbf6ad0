package org.holdfast.beans.problem;

/** It cannot be done for the moment. */
public sealed class UnavailableException extends ProblemException permits OutcomeUnknownException {
    private static final long serialVersionUID = 1L;

    /** With a line for the caller. */
    public UnavailableException(String message) {
        super(message);
    }
}
