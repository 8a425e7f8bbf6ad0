package org.holdfast.beans.users;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An API key.
 *
 * @param id the identifier of the key
 * @param label what it is for
 * @param createdAt when it was created
 * @param expiresAt when it expires, or null
 */
public record KeyView(
        String id,
        String label,
        Instant createdAt,
        @Nullable Instant expiresAt) {}
