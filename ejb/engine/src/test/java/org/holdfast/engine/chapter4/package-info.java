/** Operational behaviour: sessions, delivery, order, topics, flow control, errors, in raw bytes (MQTT 5.0 and 3.1.1, chapter 4). */
@NullMarked
package org.holdfast.engine.chapter4;

import org.jspecify.annotations.NullMarked;
