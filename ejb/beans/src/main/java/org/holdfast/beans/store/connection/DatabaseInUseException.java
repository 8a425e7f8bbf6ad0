package org.holdfast.beans.store.connection;

/** Another process, or this one, has the database: of SQLite its folder, of PostgreSQL its advisory lock. */
public final class DatabaseInUseException extends DatabaseException {
    private static final long serialVersionUID = 1L;

    public DatabaseInUseException(String message) {
        super(message);
    }
}
