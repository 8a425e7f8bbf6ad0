package org.holdfast.beans.problem;

/** A value that is given is not one that is allowed. */
public final class InvalidInputException extends ProblemException {
    private static final long serialVersionUID = 1L;

    private final String field;

    /** The value of that field. */
    public InvalidInputException(String field, String message) {
        super(message);
        this.field = field;
    }

    /** Which value it is. */
    public String field() {
        return field;
    }
}
