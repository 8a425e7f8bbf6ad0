package org.holdfast.beans.audit;

import jakarta.persistence.EntityManager;
import java.util.List;
import org.holdfast.beans.store.ConsoleDatabase;

/**
 * The audit log in the database.
 *
 * @param database the database of the console
 */
record AuditLog(ConsoleDatabase database) {
    /** The number of entries kept, not counting those added since the last pruning. */
    static final int KEPT = 10_000;

    private static final int PRUNE_EACH = 100;
    private static final int LONGEST = 2_000;

    void add(NewEntry entry) {
        database.with(entityManager -> {
            int inserted = entityManager
                    .createNativeQuery(
                            "INSERT INTO audit_entry (at, who, action, subject, detail) VALUES (?, ?, ?, ?, ?)")
                    .setParameter(1, entry.at())
                    .setParameter(2, shortened(entry.who()))
                    .setParameter(3, entry.action())
                    .setParameter(4, shortened(entry.subject()))
                    .setParameter(5, shortened(entry.detail()))
                    .executeUpdate();
            long last = ((Number) entityManager
                            .createNativeQuery("SELECT max(id) FROM audit_entry")
                            .getSingleResult())
                    .longValue();
            if (last % PRUNE_EACH == 0) {
                prune(entityManager, last - KEPT);
            }
            return inserted;
        });
    }

    private static void prune(EntityManager entityManager, long last) {
        entityManager
                .createNativeQuery("DELETE FROM audit_entry WHERE id <= ?")
                .setParameter(1, last)
                .executeUpdate();
    }

    /** Shortens a text, which may be from an unknown user, and replaces U+0000, which PostgreSQL rejects. */
    private static String shortened(String text) {
        String kept = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
        return kept.replace('\0', '?');
    }

    List<AuditRecord> list(long before, int limit) {
        return database.with(entityManager -> entityManager
                .createQuery("SELECT e FROM AuditEntry e WHERE e.id < :before ORDER BY e.id DESC", AuditEntry.class)
                .setParameter("before", before)
                .setMaxResults(limit)
                .getResultStream()
                .map(AuditEntry::toRecord)
                .toList());
    }
}
