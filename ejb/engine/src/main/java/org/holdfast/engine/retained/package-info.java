/**
 * Retained messages (section 3.3.1.3): the memory that subscriptions read, the buffer that gathers changes, the store
 * that keeps them, and their limits.
 *
 * <pre>
 *   PUBLISH retain=1 ──> RetainedMessages ──> tree              readers never wait
 *                              │
 *                              └──> changes (latest wins) ──group commit──> RetainedStore
 * </pre>
 */
@NullMarked
package org.holdfast.engine.retained;

import org.jspecify.annotations.NullMarked;
