package org.holdfast.beans.users;

/**
 * An API key that has just been made.
 *
 * @param key the key itself, which is nowhere to be seen later
 * @param view the rest
 */
public record NewKey(String key, KeyView view) {}
