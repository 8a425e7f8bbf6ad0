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
 * <p>{@link org.holdfast.adapter.inbound.Endpoint} is one activated bean: its connection, begun again whenever it ends. What a link has
 * handed over and is not acknowledged is bounded by the link's capacity: a slow bean has its messages wait in the broker.
 */
@NullMarked
package org.holdfast.adapter.inbound;

import org.jspecify.annotations.NullMarked;
