package org.holdfast.beans.users;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An API key.
 *
 * @param id names it
 * @param label what it is for
 * @param createdAt when
 * @param expiresAt when it is not taken any more, or null
 */
public record KeyView(
        String id,
        String label,
        Instant createdAt,
        @Nullable Instant expiresAt) {}
