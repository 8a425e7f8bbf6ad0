package org.holdfast.beans.store;

/** The database cannot be used. The message is one line for an operator: what is wrong, and what to do. */
public class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DatabaseException(String message) {
        super(message);
    }

    DatabaseException(String message, Throwable cause) {
        super(message, cause);
    }
}
