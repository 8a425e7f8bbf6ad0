/** Black-box tests of single packets and exchanges, in raw bytes (MQTT 5.0 and 3.1.1, chapters 3 and 4). */
@NullMarked
package org.holdfast.engine.protocol;

import org.jspecify.annotations.NullMarked;
