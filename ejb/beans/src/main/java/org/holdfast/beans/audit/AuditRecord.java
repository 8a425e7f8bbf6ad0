package org.holdfast.beans.audit;

import java.time.Instant;

/**
 * An entry of the audit log: a change that was made or tried.
 *
 * @param id the larger, the later the entry
 * @param at the time
 * @param who the user, or the name in a failed login
 * @param action what was done, such as {@code retained.purge}
 * @param subject the object of the action
 * @param detail the details; may be empty. They begin with {@code failed} when the action failed, and with {@code outcome unknown}
 *     when its outcome is unknown
 */
public record AuditRecord(long id, Instant at, String who, String action, String subject, String detail) {}
