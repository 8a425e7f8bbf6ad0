package org.holdfast.beans.users;

import java.io.Serializable;

/**
 * The identity of an authenticated user.
 *
 * @param name of the user
 * @param role what the user may do
 * @param stamp changes with the user's role and password
 */
public record Identity(String name, Role role, long stamp) implements Serializable {}
