package org.holdfast.engine.wire;

/** The listener cannot be opened. The message says where, why, and what to do. */
public final class ListenerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With the system's reason as the cause. */
    public ListenerException(String message, Throwable cause) {
        super(message, cause);
    }
}
