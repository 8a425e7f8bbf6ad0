/**
 * MQTT on a connection: framing, reading and writing packets, keep alive (MQTT 5.0, chapters 2 and 3, section 4.2).
 *
 * <p>The only place that imports Netty. Bytes become {@link org.holdfast.engine.packet.ClientPacket packets} here, checked once,
 * copied once; beyond this wall nothing counts references.
 */
@NullMarked
package org.holdfast.engine.wire;

import org.jspecify.annotations.NullMarked;
