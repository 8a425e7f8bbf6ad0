package org.holdfast.mqtt;

/**
 * The listener interface of a message-driven bean with a method for each Topic Filter, marked by {@link OnMqtt}.
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
 * <p>A message that matches several methods is passed to all of them, in the order of their filters, each in its own transaction;
 * it is acknowledged when all have succeeded. Otherwise the rules of {@link MqttListener} apply.
 */
public interface MqttTopicListener {}
