/**
 * Topic Names, Topic Filters and Share Names (MQTT 5.0 and 3.1.1, sections 4.7 and 4.8).
 *
 * <p>The only place that knows the meaning of {@code / + # $}. Imports nothing but the JDK.
 */
@NullMarked
package org.holdfast.engine.topic;

import org.jspecify.annotations.NullMarked;
