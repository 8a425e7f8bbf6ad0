/**
 * Connections for applications to publish by.
 *
 * <pre>
 *   Factory.getConnection ──> the container's pool ──> ManagedLink ──> link: the broker
 *           │                                             │  ^
 *           └──> Handle, which the application has        v  └── Transactions: what waits for a commit ──> Departure
 *                                                      Requests: who waits for an answer
 * </pre>
 */
@NullMarked
package org.holdfast.adapter.outbound;

import org.jspecify.annotations.NullMarked;
