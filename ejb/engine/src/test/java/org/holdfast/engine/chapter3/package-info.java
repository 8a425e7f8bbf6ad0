/** MQTT Control Packets, one by one, in raw bytes (MQTT 5.0 and 3.1.1, chapter 3). */
@NullMarked
package org.holdfast.engine.chapter3;

import org.jspecify.annotations.NullMarked;
