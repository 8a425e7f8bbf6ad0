package org.holdfast.beans.users;

/**
 * A newly created API key.
 *
 * @param key the key itself, which is never shown again
 * @param view the rest
 */
public record NewKey(String key, KeyView view) {}
