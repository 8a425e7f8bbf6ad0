/** MQTT over WebSocket, in raw HTTP and raw frames (MQTT 5.0 and 3.1.1, chapter 6; RFC 6455). */
@NullMarked
package org.holdfast.engine.chapter6;

import org.jspecify.annotations.NullMarked;
