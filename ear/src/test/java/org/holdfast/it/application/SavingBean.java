package org.holdfast.it.application;

import jakarta.annotation.Resource;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.EJB;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.MessageDrivenContext;
import jakarta.resource.ConnectionFactoryDefinition;
import org.holdfast.mqtt.MqttException;
import org.holdfast.mqtt.MqttListener;
import org.holdfast.mqtt.MqttMessage;

/** Saves what comes in its own transaction, which it rolls back the first time. */
@ConnectionFactoryDefinition(
        name = "java:app/untold",
        interfaceName = "org.holdfast.mqtt.MqttConnectionFactory",
        resourceAdapter = "holdfast-mqtt")
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "topicFilter", propertyValue = "save"),
            @ActivationConfigProperty(propertyName = "redeliveryPause", propertyValue = "10")
        })
public class SavingBean implements MqttListener {
    @EJB
    private Readings readings;

    @Resource
    private MessageDrivenContext context;

    @Override
    public void onMessage(MqttMessage message) throws MqttException {
        readings.save(message.text(), false, false);
        if (message.attempt() == 1) {
            context.setRollbackOnly();
        }
    }
}
