package org.holdfast.it.misconfigured;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import org.holdfast.mqtt.MqttListener;
import org.holdfast.mqtt.MqttMessage;

/** Asks for a QoS that there is not. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "topicFilter", propertyValue = "a"),
            @ActivationConfigProperty(propertyName = "qos", propertyValue = "7")
        })
public class BadQosBean implements MqttListener {
    @Override
    public void onMessage(MqttMessage message) {
        throw new IllegalStateException("nothing is to come here");
    }
}
