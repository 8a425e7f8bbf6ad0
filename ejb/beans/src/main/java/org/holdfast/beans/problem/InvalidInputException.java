package org.holdfast.beans.problem;

/** Thrown when a value is not allowed. */
public final class InvalidInputException extends ProblemException {
    private static final long serialVersionUID = 1L;

    private final String field;

    /** Creates an exception for the value of a field. */
    public InvalidInputException(String field, String message) {
        super(message);
        this.field = field;
    }

    /** Returns the field with that value. */
    public String field() {
        return field;
    }
}
