package org.holdfast.beans.audit;

import jakarta.ejb.Local;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The audit log: the newest 10,000 entries. */
@Local
public interface Audit {
    /**
     * Takes note of something that has been done, or tried ({@link Action}). When the database does not take it, it waits in memory
     * until the database does, and the log says so.
     *
     * @param who the user
     * @param action what, such as {@code retained.purge}
     * @param subject to what
     * @param detail how; may be empty
     */
    void record(String who, String action, String subject, String detail);

    /**
     * Some of the entries, the newest first.
     *
     * @param before the id that they are older than; null for the newest
     * @param limit 1 to 1,000
     */
    List<AuditRecord> list(@Nullable Long before, int limit);
}
