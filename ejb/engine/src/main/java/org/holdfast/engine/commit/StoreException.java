package org.holdfast.engine.commit;

/** An operation of the store failed. The message says why, in words for an operator. */
public class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates it with the exception of the store as the cause. */
    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }

    public StoreException(String message) {
        super(message);
    }
}
