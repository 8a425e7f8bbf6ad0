/**
 * Publishing, for all kinds of publishers: what is refused, who gets the message, what its acknowledgement waits for,
 * and backpressure.
 *
 * <pre>
 *   handler     PUBLISH of a client ─┐
 *   local       clients in this JVM ─┼─> Publisher: retained, then routed ──> Outcome: Taken or Refused
 *   management  the host            ─┤
 *   session     Wills               ─┘
 * </pre>
 *
 * <p>Clients, including local ones, are authorized before ({@link org.holdfast.engine.publishing.PublishRules}), and
 * slowed down afterwards while the store does not keep up ({@link org.holdfast.engine.publishing.Backpressure}).
 */
@NullMarked
package org.holdfast.engine.publishing;

import org.jspecify.annotations.NullMarked;
