package org.holdfast.it.misconfigured;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import org.holdfast.mqtt.MqttListener;
import org.holdfast.mqtt.MqttMessage;

/** Has a property that there is not. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "topicFilter", propertyValue = "a"),
            @ActivationConfigProperty(propertyName = "redeliverLimit", propertyValue = "3")
        })
public class UnknownPropertyBean implements MqttListener {
    @Override
    public void onMessage(MqttMessage message) {
        throw new IllegalStateException("nothing is to come here");
    }
}
