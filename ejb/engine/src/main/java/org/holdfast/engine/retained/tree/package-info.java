/**
 * The current retained messages by topic: a tree of Topic Levels in memory. Walks by Topic Filter read it while it
 * changes, without blocking.
 *
 * <pre>
 *   RetainedTree ──> TreeNode ──> ChildTable, LevelNames      nodes, their children, their names
 *        ├──> RetainedCursor, OrderedCursor                   walks by Topic Filter
 *        └──> RetainedView, Branches                          what people look at
 * </pre>
 */
@NullMarked
package org.holdfast.engine.retained.tree;

import org.jspecify.annotations.NullMarked;
