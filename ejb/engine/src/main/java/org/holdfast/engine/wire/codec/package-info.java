/**
 * Packets from bytes, checked once, and bytes from packets (MQTT 5.0, chapters 2 and 3): the only place that knows how an MQTT Control
 * Packet is encoded.
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
