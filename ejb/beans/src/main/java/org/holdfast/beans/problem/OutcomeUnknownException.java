package org.holdfast.beans.problem;

/** Nobody can say yet whether it is done: the caller waits no longer. */
public final class OutcomeUnknownException extends UnavailableException {
    private static final long serialVersionUID = 1L;

    /** With a line for the caller. */
    public OutcomeUnknownException(String message) {
        super(message);
    }
}
