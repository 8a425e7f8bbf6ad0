package org.holdfast.beans.backups;

import java.time.Instant;

/**
 * A copy of the database.
 *
 * @param name of its file
 * @param bytes its size
 * @param createdAt when it was made
 */
public record Backup(String name, long bytes, Instant createdAt) {}
