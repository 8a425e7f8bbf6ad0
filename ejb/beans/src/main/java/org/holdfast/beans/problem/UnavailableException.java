package org.holdfast.beans.problem;

/** It cannot be done for the moment. */
public final class UnavailableException extends ProblemException {
    private static final long serialVersionUID = 1L;

    /** With a line for the caller. */
    public UnavailableException(String message) {
        super(message);
    }
}
