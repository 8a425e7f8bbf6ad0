/**
 * Connections with which applications publish.
 *
 * <pre>
 *   ContainerConnectionFactory ──> the container's pool ──> MqttManagedConnection ──> ReconnectingLink ──> the broker
 *              │                                              │  │        ^
 *              v                                              │  v        └── TransactionPublisher, after the commit
 *        ConnectionHandle, which the application has          │ ConnectionTransactions, SynchronizedTransactions
 *                                                             v
 *                                                            Requests, which wait for a response
 * </pre>
 */
@NullMarked
package org.holdfast.adapter.outbound;

import org.jspecify.annotations.NullMarked;
