/**
 * Retained messages: the tree that subscriptions read, the buffer that gathers changes, the store that keeps them
 * (section 3.3.1.3).
 *
 * <pre>
 *   PUBLISH retain=1 ──> RetainedMessages ──> RetainedTree      readers never wait
 *                              │
 *                              └──> changes (latest wins) ──group commit──> RetainedStore
 * </pre>
 */
@NullMarked
package org.holdfast.engine.retained;

import org.jspecify.annotations.NullMarked;
