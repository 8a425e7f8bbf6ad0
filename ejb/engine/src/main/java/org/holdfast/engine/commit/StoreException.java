package org.holdfast.engine.commit;

/** The store did not do what it was asked for. The message says why, in words for an operator. */
public class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With the cause in the store's own words. */
    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }

    public StoreException(String message) {
        super(message);
    }
}
