package org.holdfast.tools.transfer;

/** The tool cannot go on. The message is one line for an operator: what is wrong, and what to do. */
public final class ToolException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With that line. */
    public ToolException(String message) {
        super(message);
    }

    /** With that line, and what lies behind it. */
    public ToolException(String message, Throwable cause) {
        super(message, cause);
    }
}
