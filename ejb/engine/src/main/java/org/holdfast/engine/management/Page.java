package org.holdfast.engine.management;

import java.util.List;

/**
 * A part of many.
 *
 * @param items in order
 * @param total how many there are in all that match
 */
public record Page<T>(List<T> items, long total) {}
