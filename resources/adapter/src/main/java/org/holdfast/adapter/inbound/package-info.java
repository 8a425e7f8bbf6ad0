/**
 * Message-driven beans.
 *
 * <pre>
 *   EndpointConnection ──> Lanes: a queue for each topic (or one for all) ──> Worker, on a container's thread ──> Handling ──> Bean
 *                            ^                                                                                      │
 *                            └── after a pause, unless DeadLetters take it <────────────────────────────────────────┴──> acknowledge,
 *                                                                                                                 after the commit
 * </pre>
 *
 * <p>{@link org.holdfast.adapter.inbound.Endpoint} is one activated bean, with a connection that is reopened whenever it ends. The
 * capacity of a link limits the delivered messages that are not acknowledged: the messages of a slow bean wait in the broker.
 */
@NullMarked
package org.holdfast.adapter.inbound;

import org.jspecify.annotations.NullMarked;
