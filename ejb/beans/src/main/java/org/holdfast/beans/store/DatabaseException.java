package org.holdfast.beans.store;

import java.util.Objects;

/** The database cannot be used. The message is one line for an operator: what is wrong, and what to do. */
public class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DatabaseException(String message) {
        super(message);
    }

    DatabaseException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The message. */
    public String line() {
        return Objects.requireNonNull(getMessage());
    }
}
