/**
 * What the engine's tests are built with: a broker on a free loopback port, a client that speaks bytes, a store that can be
 * blocked and broken, a clock that can be moved.
 *
 * <pre>
 *   RawClient ──bytes──> TestBroker(Broker) ──batches──> RecordingStore
 *       packets written as text: {@link org.holdfast.engine.testing.PacketText}
 * </pre>
 */
@NullMarked
package org.holdfast.engine.testing;

import org.jspecify.annotations.NullMarked;
