/**
 * The Application Message, and the shared terms of the standard: QoS, Reason Code, properties, protocol version.
 *
 * <p>Everything here is immutable. Properties that are forwarded unchanged are kept in the encoding of the standard
 * ({@link org.holdfast.engine.message.Properties}), so that forwarding, storing and reading them is a copy.
 */
@NullMarked
package org.holdfast.engine.message;

import org.jspecify.annotations.NullMarked;
