/**
 * Retained messages: the tree that subscriptions read, the buffer that gathers changes, the store that keeps them
 * (section 3.3.1.3).
 *
 * <pre>
 *   PUBLISH retain=1 ──> RetainedMessages ──> RetainedTree      readers never wait
 *                              │
 *                              └──> ChangeBuffer (latest wins) ──flush──> RetainedStore ──commit──> acknowledgements
 * </pre>
 *
 * <p>Acknowledged means committed: whoever waits for a change is told after the transaction that holds it, or a newer
 * value of the same topic, has been committed.
 */
@NullMarked
package org.holdfast.engine.retained;

import org.jspecify.annotations.NullMarked;
