/**
 * The management of a running broker: its retained messages, its clients and their subscriptions.
 *
 * <pre>
 *   Broker.management() ──> TopicManagement     look, publish, change, clear, purge
 *                       └─> ClientManagement    look, disconnect; who has subscribed, who would receive
 * </pre>
 *
 * <p>Any thread of the host; nothing here makes a client wait. The host decides who may use it. The status of a session
 * is read on the session's own event loop.
 */
@NullMarked
package org.holdfast.engine.management;

import org.jspecify.annotations.NullMarked;
