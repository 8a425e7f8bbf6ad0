/**
 * What is retained now, by topic: a tree of Topic Levels in memory, which its one writer changes while walks by Topic Filter read it and
 * never wait.
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
