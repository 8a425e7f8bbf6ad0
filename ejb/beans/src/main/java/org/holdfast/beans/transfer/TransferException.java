package org.holdfast.beans.transfer;

/** An export or import cannot go on. The message is one line for an operator: what is wrong, and what to do. */
public final class TransferException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TransferException(String message) {
        super(message);
    }

    /** With that line, and what lies behind it. */
    public TransferException(String message, Throwable cause) {
        super(message, cause);
    }
}
