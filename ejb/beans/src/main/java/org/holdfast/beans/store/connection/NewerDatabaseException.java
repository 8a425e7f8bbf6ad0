package org.holdfast.beans.store.connection;

/** Thrown when the tables belong to a newer version of this program: waiting does not help. */
public final class NewerDatabaseException extends DatabaseException {
    private static final long serialVersionUID = 1L;

    public NewerDatabaseException(String message) {
        super(message);
    }
}
