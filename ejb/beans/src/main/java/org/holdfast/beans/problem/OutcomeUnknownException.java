package org.holdfast.beans.problem;

/** Thrown when the wait ends before the outcome of a change is known. */
public final class OutcomeUnknownException extends UnavailableException {
    private static final long serialVersionUID = 1L;

    /** Creates an exception with a line for the caller. */
    public OutcomeUnknownException(String message) {
        super(message);
    }
}
