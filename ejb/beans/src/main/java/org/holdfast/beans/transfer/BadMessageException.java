package org.holdfast.beans.transfer;

/** What should be a message is none that a topic can keep. The text says why, in words that follow where it stands. */
public final class BadMessageException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    public BadMessageException(String reason) {
        super(reason);
        this.reason = reason;
    }

    /** With the reason, and what has shown it. */
    public BadMessageException(String reason, Throwable cause) {
        super(reason, cause);
        this.reason = reason;
    }

    /** Why it is none. */
    public String reason() {
        return reason;
    }
}
