/**
 * The Application Message, and the terms of the standard that everybody shares: QoS, Reason Code, properties, protocol version.
 *
 * <p>Everything here is immutable. The properties that a PUBLISH hands through unchanged are kept in the standard's own encoding
 * ({@link org.holdfast.engine.message.Properties}), so that passing them on, storing them and reading them back is a copy.
 */
@NullMarked
package org.holdfast.engine.message;

import org.jspecify.annotations.NullMarked;
