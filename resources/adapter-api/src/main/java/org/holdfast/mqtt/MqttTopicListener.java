package org.holdfast.mqtt;

/**
 * A message-driven bean with a method for each Topic Filter, marked by {@link OnMqtt}.
 *
 * <pre>{@code
 * @MessageDriven
 * public class Site implements MqttTopicListener {
 *     @OnMqtt("site/+/meter")
 *     public void meter(MqttMessage message) { ... }
 *
 *     @OnMqtt(value = "site/+/alarm", qos = QoS.EXACTLY_ONCE)
 *     public void alarm(MqttMessage message) { ... }
 * }
 * }</pre>
 *
 * <p>A message that matches several methods goes to all of them, in the order of their filters, in a transaction each; it is
 * acknowledged when all are through. What holds for {@link MqttListener} holds here too.
 */
public interface MqttTopicListener {}
