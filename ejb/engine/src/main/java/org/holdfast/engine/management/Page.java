package org.holdfast.engine.management;

import java.util.List;

/**
 * A part of a list.
 *
 * @param items in order
 * @param total the number of all that match
 */
public record Page<T>(List<T> items, long total) {}
