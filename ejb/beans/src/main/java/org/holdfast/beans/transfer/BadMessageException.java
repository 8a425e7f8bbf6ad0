package org.holdfast.beans.transfer;

/** Thrown when a message is invalid or cannot be retained. The text gives the reason, to be appended to the origin. */
public final class BadMessageException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    public BadMessageException(String reason) {
        super(reason);
        this.reason = reason;
    }

    /** Creates an exception with the reason and its cause. */
    public BadMessageException(String reason, Throwable cause) {
        super(reason, cause);
        this.reason = reason;
    }

    /** Returns the reason. */
    public String reason() {
        return reason;
    }
}
