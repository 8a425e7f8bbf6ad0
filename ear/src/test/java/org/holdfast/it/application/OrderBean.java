package org.holdfast.it.application;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.holdfast.mqtt.MqttListener;
import org.holdfast.mqtt.MqttMessage;

/** Remembers in which order messages have come, and how many at once. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "topicFilter", propertyValue = "order/+"),
            @ActivationConfigProperty(propertyName = "maxConcurrency", propertyValue = "4")
        })
public class OrderBean implements MqttListener {
    public static final Map<String, List<Integer>> SEEN = new ConcurrentHashMap<>();
    public static final AtomicInteger MOST_AT_ONCE = new AtomicInteger();
    private static final AtomicInteger RUNNING = new AtomicInteger();

    @Override
    public void onMessage(MqttMessage message) {
        MOST_AT_ONCE.accumulateAndGet(RUNNING.incrementAndGet(), Math::max);
        try {
            SEEN.computeIfAbsent(message.topic(), topic -> new CopyOnWriteArrayList<>())
                    .add(Integer.valueOf(message.text()));
        } finally {
            RUNNING.decrementAndGet();
        }
    }
}
