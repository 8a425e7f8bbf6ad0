package org.holdfast.it.misconfigured;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import org.holdfast.mqtt.MqttListener;
import org.holdfast.mqtt.MqttMessage;

/** Has a filter that is none. */
@MessageDriven(activationConfig = {@ActivationConfigProperty(propertyName = "topicFilter", propertyValue = "a/#/b")})
public class BadFilterBean implements MqttListener {
    @Override
    public void onMessage(MqttMessage message) {
        throw new IllegalStateException("nothing is to come here");
    }
}
