package org.holdfast.beans.users;

import java.io.Serializable;

/**
 * Who somebody has shown to be.
 *
 * @param name of the user
 * @param role what the user may do
 * @param stamp changes with the user's role and password
 */
public record Identity(String name, Role role, long stamp) implements Serializable {}
