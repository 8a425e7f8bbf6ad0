/**
 * The Application Message and the MQTT Control Packets as values (MQTT 5.0, chapters 2 and 3).
 *
 * <p>Everything here is immutable and says nothing about bytes on a connection, with one exception: the properties that
 * a PUBLISH hands through unchanged are kept in the standard's own encoding ({@link
 * org.holdfast.engine.packet.Properties}), so that passing them on, storing them and reading them back is a copy.
 */
@NullMarked
package org.holdfast.engine.packet;

import org.jspecify.annotations.NullMarked;
