/**
 * The decoding and encoding of MQTT Control Packets (MQTT 5.0, chapters 2 and 3): packets from bytes, checked once, and
 * bytes from packets. Only this package knows the encoding.
 *
 * <pre>
 *   bytes ──> PacketReader ──> ConnectReader, PublishReader, SubscribeReader ──> ClientPacket
 *             Field, Utf8, PropertyReader                the parts that packets are made of
 *   bytes <── PublishWriter, AckWriter, ControlPackets                       <── Delivery, ServerPacket
 * </pre>
 */
@NullMarked
package org.holdfast.engine.wire.codec;

import org.jspecify.annotations.NullMarked;
