/**
 * MQTT on a connection: listening, framing, writing, keep alive (MQTT 5.0, section 4.2); {@code codec} knows the bytes of a packet.
 *
 * <p>Only this package and those below it import Netty. Bytes become {@link org.holdfast.engine.packet.ClientPacket packets}
 * here, checked once, copied once; outside, no object is reference-counted.
 */
@NullMarked
package org.holdfast.engine.wire;

import org.jspecify.annotations.NullMarked;
