package org.holdfast.beans.audit;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of the audit log; it is inserted by SQL, because the database numbers it. */
@Entity
@Table(name = "audit_entry")
public class AuditEntry {
    @Id
    private long id;

    private long at;

    private String who = "";

    private String action = "";

    private String subject = "";

    private String detail = "";

    /** For JPA. */
    protected AuditEntry() {}

    AuditRecord toRecord() {
        return new AuditRecord(id, Instant.ofEpochMilli(at), who, action, subject, detail);
    }
}
