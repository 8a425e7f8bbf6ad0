package org.holdfast.engine.retained;

/** The store did not do what it was asked for. The message says why, in words for an operator. */
public class RetainedStoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With the cause in the store's own words. */
    public RetainedStoreException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Without a cause. */
    public RetainedStoreException(String message) {
        super(message);
    }
}
