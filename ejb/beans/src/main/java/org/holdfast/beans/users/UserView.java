package org.holdfast.beans.users;

import java.time.Instant;

/**
 * A user of the console.
 *
 * @param name unique
 * @param role admin or viewer
 * @param createdAt when the user was created
 * @param keys how many API keys the user has
 */
public record UserView(String name, String role, Instant createdAt, int keys) {}
