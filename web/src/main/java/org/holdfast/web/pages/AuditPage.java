package org.holdfast.web.pages;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.holdfast.beans.audit.Audit;
import org.holdfast.beans.audit.AuditRecord;
import org.jspecify.annotations.Nullable;

/** The backing bean of audit.xhtml, for admins. */
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

    /** Returns a page of entries, the newest first; none for users who may not see them. */
    public List<AuditRecord> getEntries() {
        List<AuditRecord> read = entries;
        if (read == null) {
            read = user.isAdmin() ? audit.list(before, LIMIT) : List.of();
            entries = read;
        }
        return read;
    }

    /** Returns the id of the last entry shown, if older ones may follow; otherwise null. */
    public @Nullable Long getNext() {
        List<AuditRecord> shown = getEntries();
        return shown.size() < LIMIT ? null : shown.get(shown.size() - 1).id();
    }

    /** Returns the id before which the entries begin; null for the newest. */
    public @Nullable Long getBefore() {
        return before;
    }

    /** Sets the id before which the entries begin. */
    public void setBefore(@Nullable Long before) {
        this.before = before;
    }
}
