/**
 * The handling of client packets: one class for each type (chapters 3 and 4).
 *
 * <pre>
 *   wire ──> Dispatcher ──> ConnectHandler      who it is; Admission: session granted, CONNACK
 *                      ├──> AuthHandler         who it is, again
 *                      ├──> PublishHandler      retained, routed, acknowledged
 *                      ├──> SubscribeHandler    SUBACK, then retained messages
 *                      ├──> ...
 *                      └──> Client              the state that all of them share: one connection
 * </pre>
 *
 * <p>Everything here runs on the event loop of the client's connection.
 */
@NullMarked
package org.holdfast.engine.handler;

import org.jspecify.annotations.NullMarked;
