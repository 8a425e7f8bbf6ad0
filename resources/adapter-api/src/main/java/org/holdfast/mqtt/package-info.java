/**
 * MQTT for applications on a Jakarta EE server.
 *
 * <p>To receive, write a message-driven bean that implements {@link org.holdfast.mqtt.MqttListener}, for one or more Topic Filters,
 * or {@link org.holdfast.mqtt.MqttTopicListener}, with a method for each of them. To publish, inject an
 * {@link org.holdfast.mqtt.MqttConnectionFactory}.
 *
 * <pre>
 *   MqttListener, MqttTopicListener + OnMqtt  &lt;── MqttMessage ──&gt;  MqttConnection &lt;── MqttConnectionFactory
 *                                                  MqttProperties
 * </pre>
 *
 * <p>No other library is needed: this package has no dependencies. Names are those of the standard, MQTT 5.0.
 */
@NullMarked
package org.holdfast.mqtt;

import org.jspecify.annotations.NullMarked;
