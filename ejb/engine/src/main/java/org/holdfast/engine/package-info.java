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
 * <p>{@code topic}, {@code message} and {@code packet} are the values that all of them share; {@code access} asks who may do what; {@code
 * management} looks at all of it and changes it, for the host. Here at the root stands the front door, {@link
 * org.holdfast.engine.Broker}, and what the broker says about itself: its status and the $SYS topics. No Jakarta API is on the class path: the container shell in {@code org.holdfast.beans} brings
 * settings, the store and the thread that flushes.
 */
@NullMarked
package org.holdfast.engine;

import org.jspecify.annotations.NullMarked;
