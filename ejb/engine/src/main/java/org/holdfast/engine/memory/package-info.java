/**
 * The memory that clients together may take: one budget, and an account for each session that draws on it.
 *
 * <p>Retained messages have their own limit ({@link org.holdfast.engine.retained.RetainedLimits}).
 */
@NullMarked
package org.holdfast.engine.memory;

import org.jspecify.annotations.NullMarked;
