package org.holdfast.beans.transfer;

/** Thrown when an export or import fails. The message is one line for an operator: what is wrong, and what to do. */
public final class TransferException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TransferException(String message) {
        super(message);
    }

    /** Creates an exception with that line and its cause. */
    public TransferException(String message, Throwable cause) {
        super(message, cause);
    }
}
