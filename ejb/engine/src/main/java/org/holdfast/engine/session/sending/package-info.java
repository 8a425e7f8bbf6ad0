/**
 * Sends messages to one client, over one connection after the other, at the three Quality of Service levels (sections 4.3, 4.4, 4.6
 * and 4.9).
 *
 * <pre>
 *                 ┌── DeliveryQueue   live messages that wait
 *   Pump ──> Sender── OwedRetained    retained messages of new subscriptions
 *                 └── Exchanges       QoS 1 and 2 messages in flight
 *                        └──> Transmitter ──> Outbound (the connection)
 * </pre>
 *
 * <p>Everything is used by the session's event loop only, except for the question whether a client is congested. A {@link org.holdfast.engine.session.sending.Pump} and a {@link
 * org.holdfast.engine.session.sending.Transmitter} belong to one connection, and do nothing once it is detached.
 */
@NullMarked
package org.holdfast.engine.session.sending;

import org.jspecify.annotations.NullMarked;
