package org.holdfast.it.application;

import jakarta.annotation.Resource;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.holdfast.mqtt.MqttConnection;
import org.holdfast.mqtt.MqttConnectionFactory;
import org.holdfast.mqtt.MqttException;
import org.holdfast.mqtt.MqttListener;
import org.holdfast.mqtt.MqttMessage;

/** Answers requests, in capitals. */
@MessageDriven(
        activationConfig = @ActivationConfigProperty(propertyName = "topicFilter", propertyValue = "question,silent"))
public class AnsweringBean implements MqttListener {
    @Resource(lookup = "java:global/holdfast/mqtt")
    private MqttConnectionFactory factory;

    @Override
    public void onMessage(MqttMessage message) throws MqttException {
        if (message.topic().equals("question")) {
            try (MqttConnection connection = factory.getConnection()) {
                connection.reply(
                        message, message.text().toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
