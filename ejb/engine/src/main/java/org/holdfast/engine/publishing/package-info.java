/**
 * Publishing, whoever publishes: what is refused, who gets the message, what its acknowledgement waits for, and when its publisher is
 * slowed down.
 *
 * <pre>
 *   handler     PUBLISH of a client ─┐
 *   local       clients in this JVM ─┤   PublishRules    may this client publish it?
 *   management  the host            ─┼─> Publisher       retained, then routed  ──> Outcome: Taken or Refused
 *   session     Wills               ─┘   Backpressure    is the store behind?
 * </pre>
 */
@NullMarked
package org.holdfast.engine.publishing;

import org.jspecify.annotations.NullMarked;
