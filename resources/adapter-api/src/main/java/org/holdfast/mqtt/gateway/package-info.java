/**
 * Where the broker and the resource adapter meet when both are in one JVM. Not for applications.
 *
 * <pre>
 *   broker ──> Gateways.offer                     Gateways.watch <── resource adapter
 *                        └──> MBean server of the JVM <──┘
 *
 *   Gateway.connect ──> Link                      LinkReceiver <── LinkDelivery
 * </pre>
 *
 * <p>Either may be deployed first, and either may be redeployed while the other stays. So both may have classes of their own by these
 * names: what they have in common for certain is the JDK. The methods in here have parameters of the JDK's types and of these
 * interfaces only, and {@link org.holdfast.mqtt.gateway.Gateways} puts a {@link org.holdfast.mqtt.gateway.Bridge} in between where the
 * classes are not the same.
 */
@NullMarked
package org.holdfast.mqtt.gateway;

import org.jspecify.annotations.NullMarked;
