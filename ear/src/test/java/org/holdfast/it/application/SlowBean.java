package org.holdfast.it.application;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.holdfast.mqtt.MqttListener;
import org.holdfast.mqtt.MqttMessage;

/** Works on two messages at once, and goes on with them when the test says so. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "topicFilter", propertyValue = "slow/#"),
            @ActivationConfigProperty(propertyName = "clientId", propertyValue = "slow-bean"),
            @ActivationConfigProperty(propertyName = "maxConcurrency", propertyValue = "2"),
            @ActivationConfigProperty(propertyName = "prefetch", propertyValue = "10")
        })
public class SlowBean implements MqttListener {
    public static final Semaphore PERMITS = new Semaphore(0);
    public static final AtomicInteger RUNNING = new AtomicInteger();
    public static final AtomicInteger DONE = new AtomicInteger();

    @Override
    public void onMessage(MqttMessage message) throws InterruptedException {
        RUNNING.incrementAndGet();
        try {
            if (!PERMITS.tryAcquire(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody lets the bean go on");
            }
            DONE.incrementAndGet();
        } finally {
            RUNNING.decrementAndGet();
        }
    }
}
