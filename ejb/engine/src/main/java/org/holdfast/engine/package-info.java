/**
 * The broker, in the order of a packet's path.
 *
 * <pre>
 *   wire ──> handler ──> publishing ──> retained    what stays for later subscribers
 *   bytes    one class    what becomes   └> routing ──> session
 *   to       for each     of a message      who gets    what is remembered
 *   packets  packet                         a message   of a client
 * </pre>
 *
 * <p>{@code topic}, {@code message} and {@code packet} are the values that all of them share; {@code access}
 * authenticates and authorizes clients; {@code management} reads and changes all of it, for the host. This root package
 * has the entry point, {@link org.holdfast.engine.Broker}, its status and the $SYS topics. No Jakarta API is on the
 * class path: the container shell in {@code org.holdfast.beans} brings settings, the store and the thread that flushes.
 */
@NullMarked
package org.holdfast.engine;

import org.jspecify.annotations.NullMarked;
