package org.holdfast.beans.audit;

import jakarta.ejb.Local;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The audit log: the newest 10,000 entries. */
@Local
public interface Audit {
    /**
     * Records an action that was done or tried ({@link Action}). While the database rejects it, it waits in memory, and the log
     * says so.
     *
     * @param who the user
     * @param action the kind of action, such as {@code retained.purge}
     * @param subject the object of the action
     * @param detail the details; may be empty
     */
    void record(String who, String action, String subject, String detail);

    /**
     * Returns a page of entries, the newest first.
     *
     * @param before only entries older than this id; null for the newest
     * @param limit 1 to 1,000
     */
    List<AuditRecord> list(@Nullable Long before, int limit);
}
