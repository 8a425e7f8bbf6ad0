package org.holdfast.web.problem;

import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An internal error of the console: the log has it, users get only its id.
 *
 * @param id identifies it in the log
 */
public record Fault(String id) {
    private static final Logger LOG = LoggerFactory.getLogger(Fault.class);

    /**
     * Logs an internal error under a new id.
     *
     * @param what the subject and verb of the log line
     */
    public static Fault logged(String what, Throwable cause) {
        Fault fault = new Fault(UUID.randomUUID().toString());
        LOG.error("{} ({})", what, fault.id, cause);
        return fault;
    }

    /** Returns what users are told. */
    public String explanation() {
        return "internal error; see the server's log for " + id;
    }
}
