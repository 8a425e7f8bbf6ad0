/**
 * The resource adapter (Jakarta Connectors 2.1): what the container calls when beans are activated and connections are made.
 *
 * <pre>
 *   HoldfastResourceAdapter ──> inbound    message-driven beans: Endpoint ──> Lanes ──> Bean
 *                                  │
 *                                  v
 *                               locator    the broker in this JVM, or one at a URI ──> tcp: through a client library
 *                                  ^
 *                                  │
 *                               outbound   connections: ContainerConnectionFactory ──> MqttManagedConnection
 *
 *   link     what all of them have in common
 * </pre>
 *
 * <p>Nothing here uses the broker's classes: both use {@code org.holdfast.mqtt.gateway}.
 */
@NullMarked
package org.holdfast.adapter;

import org.jspecify.annotations.NullMarked;
