/**
 * The interface between the broker and the resource adapter in one JVM. Not for applications.
 *
 * <pre>
 *   broker ──> Gateways.offer                     Gateways.watch <── resource adapter
 *                        └──> MBean server of the JVM <──┘
 *
 *   Gateway.connect ──> Link                      LinkReceiver <── LinkDelivery
 * </pre>
 *
 * <p>Either may be deployed first, and either may be redeployed while the other stays. So each may have its own copies of these
 * classes: they certainly share only the JDK. The methods here have parameters of JDK types and of these interfaces only, and
 * {@link org.holdfast.mqtt.gateway.Gateways} inserts a {@link org.holdfast.mqtt.gateway.Bridge} where the classes differ.
 */
@NullMarked
package org.holdfast.mqtt.gateway;

import org.jspecify.annotations.NullMarked;
