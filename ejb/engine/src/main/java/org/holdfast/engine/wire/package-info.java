/**
 * MQTT on a connection: listening, framing, writing, keep alive (MQTT 5.0, section 4.2); the bytes of a packet are {@code codec}'s.
 *
 * <p>The only place, with what is below it, that imports Netty. Bytes become {@link org.holdfast.engine.packet.ClientPacket packets} here, checked once,
 * copied once; beyond this wall nothing counts references.
 */
@NullMarked
package org.holdfast.engine.wire;

import org.jspecify.annotations.NullMarked;
