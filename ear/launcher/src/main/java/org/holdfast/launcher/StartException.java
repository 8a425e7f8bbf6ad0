package org.holdfast.launcher;

/** Thrown when the start failed. The message is one line for an operator: what is wrong, and what to do. */
class StartException extends Exception {
    private static final long serialVersionUID = 1L;

    StartException(String message) {
        super(message);
    }
}
