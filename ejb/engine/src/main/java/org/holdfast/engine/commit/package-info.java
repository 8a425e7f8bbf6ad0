/**
 * Group commit: what has changed in memory becomes durable, batch after batch, all kinds of changes in one transaction.
 *
 * <pre>
 *   change ──> Gate ──> ChangeBuffer (latest wins) ──┐
 *   change ──> Gate ──> ChangeBuffer (latest wins) ──┼── GroupCommit ──one transaction──> store
 *                            await ─────────────────>┘        └──> CommitWaiters, when it is committed
 * </pre>
 *
 * <p>Who changes passes the {@link org.holdfast.engine.commit.Gate} together with all others; a batch is taken while nobody
 * is inside. So a batch is a consistent cut: all changes that were made in one passage are in it, or none.
 */
@NullMarked
package org.holdfast.engine.commit;

import org.jspecify.annotations.NullMarked;
