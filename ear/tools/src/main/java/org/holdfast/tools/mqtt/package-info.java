/**
 * A small MQTT client, of the versions 3.1.1 and 5.0: takes a broker's retained messages, and publishes some to one.
 *
 * <pre>
 *   broker ──> PacketConnection ──Packet──> RetainedSubscriber ──> RetainedReading ──> Import
 *   broker <── PacketConnection <────────── MqttTarget <────────────────────────────── Import
 * </pre>
 *
 * <p>It reads from the socket only what can be dealt with at once, so that a broker with a million messages waits for the
 * database, and nothing piles up here.
 */
@NullMarked
package org.holdfast.tools.mqtt;

import org.jspecify.annotations.NullMarked;
