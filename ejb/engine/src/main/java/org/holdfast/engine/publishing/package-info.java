/**
 * Publishing, whoever publishes: what is refused, who gets the message, what its acknowledgement waits for, and when its publisher is
 * slowed down.
 *
 * <pre>
 *   handler     PUBLISH of a client ─┐
 *   local       clients in this JVM ─┼─> Publisher: retained, then routed ──> Outcome: Taken or Refused
 *   management  the host            ─┤
 *   session     Wills               ─┘
 * </pre>
 *
 * <p>Clients, local ones too, are asked for their right before ({@link org.holdfast.engine.publishing.PublishRules}), and wait afterwards
 * while the store is behind ({@link org.holdfast.engine.publishing.Backpressure}).
 */
@NullMarked
package org.holdfast.engine.publishing;

import org.jspecify.annotations.NullMarked;
