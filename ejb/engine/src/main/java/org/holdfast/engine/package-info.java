/**
 * The broker, in the order of a packet's path.
 *
 * <pre>
 *   wire ──> handler ──> session ──> routing ──> retained
 *   bytes    one class    what is     who gets    what stays
 *   to       for each     remembered  a message   for later
 *   packets  packet       of a client             subscribers
 * </pre>
 *
 * <p>{@code topic} and {@code packet} are the values that all of them share; {@code access} asks who may do what; {@code
 * management} looks at all of it and changes it, for the host. Here at the root stands the front door, {@link
 * org.holdfast.engine.Broker}, and what the broker says about itself: its status and the $SYS topics. No Jakarta API is on the class path: the container shell in {@code org.holdfast.beans} brings
 * settings, the store and the thread that flushes.
 */
@NullMarked
package org.holdfast.engine;

import org.jspecify.annotations.NullMarked;
