/**
 * Retained messages as the console manages them: to look at, to publish, to change, to purge, to export and import.
 *
 * <pre>
 *   web ──> RetainedTopics (facade) ──> engine's Topics
 *             texts in, checked by Inputs; records of plain values out
 * </pre>
 */
@NullMarked
package org.holdfast.beans.topics;

import org.jspecify.annotations.NullMarked;
