package org.holdfast.beans.store;

/** Another process, or this one, has the data folder. */
public final class FolderInUseException extends DatabaseException {
    private static final long serialVersionUID = 1L;

    FolderInUseException(String message) {
        super(message);
    }
}
