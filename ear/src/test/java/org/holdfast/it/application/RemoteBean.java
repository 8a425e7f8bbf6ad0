package org.holdfast.it.application;

import jakarta.ejb.MessageDriven;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.holdfast.mqtt.MqttListener;
import org.holdfast.mqtt.MqttMessage;

/** Receives from a broker in another process, which the deployment descriptor names. */
@MessageDriven
public class RemoteBean implements MqttListener {
    public static final List<String> CALLS = new CopyOnWriteArrayList<>();

    @Override
    public void onMessage(MqttMessage message) {
        CALLS.add(message.text() + " " + message.attempt() + " "
                + message.properties().userProperty("unit"));
        if (message.text().startsWith("twice") && message.attempt() == 1) {
            throw new IllegalStateException("once more");
        }
    }
}
