/**
 * Clients in the same JVM, without a network: for programs that run beside the broker.
 *
 * <pre>
 *   LocalClients.connect ──> LocalConnection ──> Dispatcher ──> handlers, session     as any other client
 *                                 │  ^
 *            LocalReceiver  <─────┘  └── LocalDelivery.acknowledge                    any thread
 *
 *   LocalConnection.publish ──> LocalPublisher ──> publishing                         on the caller's own thread
 * </pre>
 *
 * <p>A local client has a session like any other: subscriptions, queue, in-flight window, expiry and takeover are those
 * of package {@code session}. Its packets are never bytes: messages are handed over as they are. It accepts as many
 * messages at once as its capacity, of any QoS, and more only after it has acknowledged some.
 */
@NullMarked
package org.holdfast.engine.local;

import org.jspecify.annotations.NullMarked;
