package org.holdfast.it.application;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.holdfast.mqtt.MqttMessage;
import org.holdfast.mqtt.MqttTopicListener;
import org.holdfast.mqtt.OnMqtt;
import org.holdfast.mqtt.QoS;

/** Has a method for each of two filters; a message that matches both fails in the second of them the first time. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "deadLetterTopic", propertyValue = "dead/topics"),
            @ActivationConfigProperty(propertyName = "redeliveryLimit", propertyValue = "1"),
            @ActivationConfigProperty(propertyName = "redeliveryPause", propertyValue = "10")
        })
public class TopicsBean implements MqttTopicListener {
    public static final List<String> CALLS = new CopyOnWriteArrayList<>();

    @OnMqtt("topics/+")
    public void any(MqttMessage message) {
        CALLS.add("any " + message.text());
    }

    @OnMqtt(value = "topics/two", qos = QoS.EXACTLY_ONCE)
    public void two(MqttMessage message) {
        CALLS.add("two " + message.text() + " QoS " + message.qos().value());
        if (message.text().equals("always") || message.attempt() == 1) {
            throw new IllegalStateException("this bean does not like " + message.text());
        }
    }
}
