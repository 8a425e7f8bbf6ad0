package org.holdfast.beans.store.connection;

import java.util.Objects;

/** Thrown when the database cannot be used. The message is one line for an operator: what is wrong, and what to do. */
public class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DatabaseException(String message) {
        super(message);
    }

    public DatabaseException(String message, Throwable cause) {
        super(message, cause);
    }

    public String line() {
        return Objects.requireNonNull(getMessage());
    }
}
