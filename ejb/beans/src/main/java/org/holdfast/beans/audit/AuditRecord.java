package org.holdfast.beans.audit;

import java.time.Instant;

/**
 * Something that somebody has changed, or tried to.
 *
 * @param id the larger, the later
 * @param at when
 * @param who the user, or the name that somebody has tried to log in with
 * @param action what was done, such as {@code retained.purge}
 * @param subject to what
 * @param detail how; may be empty. It begins with {@code failed} when it was not done, and with {@code outcome not known yet} when
 *     that could not be said
 */
public record AuditRecord(long id, Instant at, String who, String action, String subject, String detail) {}
