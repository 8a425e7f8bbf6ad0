/** The format of MQTT Control Packets, in raw bytes (MQTT 5.0 and 3.1.1, chapter 2). */
@NullMarked
package org.holdfast.engine.chapter2;

import org.jspecify.annotations.NullMarked;
