package org.holdfast.it.application;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.holdfast.mqtt.MqttListener;
import org.holdfast.mqtt.MqttMessage;

/** Fails on each message that says so, for ever. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "topicFilter", propertyValue = "failing"),
            @ActivationConfigProperty(propertyName = "deadLetterTopic", propertyValue = "dead/failing"),
            @ActivationConfigProperty(propertyName = "redeliveryLimit", propertyValue = "2"),
            @ActivationConfigProperty(propertyName = "redeliveryPause", propertyValue = "50")
        })
public class FailingBean implements MqttListener {
    public static final List<String> CALLS = new CopyOnWriteArrayList<>();
    public static final List<Long> TIMES = new CopyOnWriteArrayList<>();

    @Override
    public void onMessage(MqttMessage message) throws Exception {
        CALLS.add(message.text() + " " + message.attempt());
        TIMES.add(System.nanoTime());
        if (message.text().startsWith("bad")) {
            throw new Exception("cannot read " + message.text());
        }
    }
}
