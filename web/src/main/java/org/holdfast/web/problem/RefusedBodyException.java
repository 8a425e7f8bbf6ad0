package org.holdfast.web.problem;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The body of a request is not read to its end. An IOException, because whoever reads a body passes those on. */
public final class RefusedBodyException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;

    /**
     * Refuses a body.
     *
     * @param status the HTTP status of the response
     * @param detail what is wrong, and what to do
     */
    public RefusedBodyException(int status, String detail) {
        super(detail);
        this.status = status;
    }

    /** Returns what the sender is told. */
    public Problem problem() {
        return Problem.of(status, String.valueOf(getMessage()), null);
    }

    /** Returns such an exception among the causes of another one, or null. */
    public static @Nullable RefusedBodyException among(Throwable causes) {
        for (Throwable at = causes; at != null; at = at.getCause()) {
            if (at instanceof RefusedBodyException found) {
                return found;
            }
        }
        return null;
    }
}
