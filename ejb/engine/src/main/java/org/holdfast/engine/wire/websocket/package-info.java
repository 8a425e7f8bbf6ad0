/**
 * The WebSocket Protocol (RFC 6455), as far as MQTT needs it of a server (MQTT 5.0 and 3.1.1, chapter 6).
 *
 * <pre>
 *   HTTP request ──> WebSocketUpgrade          then, in its place:
 *                    OpeningHandshake says     frames ──> FrameReader ──> bytes of MQTT ──> Connection
 *                    who may go on             frames &lt;── FrameWriter &lt;── bytes of MQTT &lt;──
 * </pre>
 *
 * <p>To MQTT a WebSocket is a stream of bytes: the boundaries of frames mean nothing, so none is ever gathered. Nothing
 * here knows a packet.
 */
@NullMarked
package org.holdfast.engine.wire.websocket;

import org.jspecify.annotations.NullMarked;
