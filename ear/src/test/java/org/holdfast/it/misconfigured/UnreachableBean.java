package org.holdfast.it.misconfigured;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import org.holdfast.mqtt.MqttListener;
import org.holdfast.mqtt.MqttMessage;

/** Wants to a server that is not there. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "topicFilter", propertyValue = "a"),
            @ActivationConfigProperty(propertyName = "serverUri", propertyValue = "mqtt://127.0.0.1:1")
        })
public class UnreachableBean implements MqttListener {
    @Override
    public void onMessage(MqttMessage message) {
        throw new IllegalStateException("nothing is to come here");
    }
}
