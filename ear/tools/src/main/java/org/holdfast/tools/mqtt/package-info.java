/**
 * A small MQTT client for the versions 3.1.1 and 5.0: reads the retained messages of a broker, and publishes messages to one.
 *
 * <pre>
 *   broker ──> PacketConnection ──Packet──> RetainedSubscriber ──> RetainedReading ──> Import
 *   broker <── PacketConnection <────────── MqttTarget <────────────────────────────── Import
 * </pre>
 *
 * <p>It reads from the socket only what can be processed at once, so that a broker with a million messages waits for the database,
 * and no messages accumulate here.
 */
@NullMarked
package org.holdfast.tools.mqtt;

import org.jspecify.annotations.NullMarked;
