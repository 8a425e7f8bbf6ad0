/**
 * Session State: what the broker remembers of a client (section 4.1), connected or not.
 *
 * <p>A session is confined to one {@link org.holdfast.engine.session.EventLoop}. Everybody else reaches it through
 * {@link org.holdfast.engine.routing.Subscriber#deliver}, which puts into an inbox and wakes the loop once.
 *
 * <pre>
 *   deliver ──> Inbox ──> Session ──> Sender: DeliveryQueue ──> Inflight ──> Outbound (the connection)
 *   any thread      │     the session's event loop only
 * </pre>
 */
@NullMarked
package org.holdfast.engine.session;

import org.jspecify.annotations.NullMarked;
