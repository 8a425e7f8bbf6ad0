package org.holdfast.engine.packet;

import org.holdfast.engine.message.ReasonCode;
import org.jspecify.annotations.Nullable;

/**
 * The redirection of clients to another server (section 4.11).
 *
 * @param reason Use another server, or Server moved
 * @param serverReference the other server; null when the clients know it
 */
public record Redirection(ReasonCode reason, @Nullable String serverReference) {
    /** Accepts these two reasons only. */
    public Redirection {
        if (reason != ReasonCode.USE_ANOTHER_SERVER && reason != ReasonCode.SERVER_MOVED) {
            throw new IllegalArgumentException(reason + " does not redirect clients");
        }
    }
}
