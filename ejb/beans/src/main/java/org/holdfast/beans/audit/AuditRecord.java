package org.holdfast.beans.audit;

import java.time.Instant;

/**
 * Something that somebody has changed.
 *
 * @param id the larger, the later
 * @param at when
 * @param who the user, or the name that somebody has tried to log in with
 * @param action what was done, such as {@code retained.purge}
 * @param subject to what
 * @param detail how; may be empty
 */
public record AuditRecord(long id, Instant at, String who, String action, String subject, String detail) {}
