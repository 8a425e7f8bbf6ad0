/**
 * Manages retained messages for the console: list, publish, change, purge, export and import.
 *
 * <pre>
 *   web ──> RetainedTopics (facade) ──> engine's Topics
 *             texts in, checked by Inputs; records of plain values out
 * </pre>
 */
@NullMarked
package org.holdfast.beans.topics;

import org.jspecify.annotations.NullMarked;
