package org.holdfast.beans.store.connection;

/** Thrown when another process, or this one, has locked the database: SQLite's folder, or PostgreSQL's schema. */
public final class DatabaseInUseException extends DatabaseException {
    private static final long serialVersionUID = 1L;

    public DatabaseInUseException(String message) {
        super(message);
    }
}
