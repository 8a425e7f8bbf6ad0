/** Data representation, in raw bytes (MQTT 5.0 and 3.1.1, chapter 1). */
@NullMarked
package org.holdfast.engine.chapter1;

import org.jspecify.annotations.NullMarked;
