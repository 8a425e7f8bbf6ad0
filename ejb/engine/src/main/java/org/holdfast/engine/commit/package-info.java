/**
 * Group commit: changes in memory become durable in batches, all kinds of changes in one transaction.
 *
 * <pre>
 *   change ──> Gate ──> ChangeBuffer (latest wins) ──┐
 *   change ──> Gate ──> ChangeBuffer (latest wins) ──┼── GroupCommit ──one transaction──> store
 *                            await ─────────────────>┘        └──> CommitWaiters, when it is committed
 * </pre>
 *
 * <p>All changes are made inside the {@link org.holdfast.engine.commit.Gate}; a batch is taken while no thread is
 * inside. So a batch is a consistent cut: it has all changes that were made in one passage, or none.
 */
@NullMarked
package org.holdfast.engine.commit;

import org.jspecify.annotations.NullMarked;
