package org.holdfast.it.application;

import jakarta.ejb.MessageDriven;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.holdfast.mqtt.MqttListener;
import org.holdfast.mqtt.MqttMessage;

/** Receives from a broker in another process by MQTT 3.1.1. */
@MessageDriven
public class Remote3Bean implements MqttListener {
    public static final List<String> CALLS = new CopyOnWriteArrayList<>();

    @Override
    public void onMessage(MqttMessage message) {
        CALLS.add(message.text());
    }
}
