package org.holdfast.it.misconfigured;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import org.holdfast.mqtt.MqttListener;
import org.holdfast.mqtt.MqttMessage;

/** Uses the same Client Identifier. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "topicFilter", propertyValue = "a"),
            @ActivationConfigProperty(propertyName = "clientId", propertyValue = "same")
        })
public class SecondClientBean implements MqttListener {
    @Override
    public void onMessage(MqttMessage message) {
        throw new IllegalStateException("nothing is to come here");
    }
}
