/**
 * The MQTT Control Packets as values (MQTT 5.0, chapters 2 and 3). Everything here is immutable and says nothing about bytes on a
 * connection.
 */
@NullMarked
package org.holdfast.engine.packet;

import org.jspecify.annotations.NullMarked;
