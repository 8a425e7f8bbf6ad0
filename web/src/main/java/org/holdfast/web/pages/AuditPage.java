package org.holdfast.web.pages;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.holdfast.beans.audit.Audit;
import org.holdfast.beans.audit.AuditRecord;
import org.jspecify.annotations.Nullable;

/** What audit.xhtml shows; for admins. */
@Named
@RequestScoped
public class AuditPage {
    private static final int LIMIT = 100;

    @EJB
    private Audit audit;

    @Inject
    private CurrentUser user;

    private @Nullable Long before;
    private @Nullable List<AuditRecord> entries;

    /** Some of the entries, the newest first; none for those who may not look. */
    public List<AuditRecord> getEntries() {
        List<AuditRecord> read = entries;
        if (read == null) {
            read = user.isAdmin() ? audit.list(before, LIMIT) : List.of();
            entries = read;
        }
        return read;
    }

    /** The id after which older ones come; null when there are none. */
    public @Nullable Long getNext() {
        List<AuditRecord> shown = getEntries();
        return shown.size() < LIMIT ? null : shown.get(shown.size() - 1).id();
    }

    /** The id that they are older than; null for the newest. */
    public @Nullable Long getBefore() {
        return before;
    }

    /** The id that they are older than. */
    public void setBefore(@Nullable Long before) {
        this.before = before;
    }
}
