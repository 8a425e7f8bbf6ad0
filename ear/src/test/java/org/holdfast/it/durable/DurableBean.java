package org.holdfast.it.durable;

import jakarta.annotation.Resource;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import java.lang.ref.WeakReference;
import java.util.Collection;
import org.holdfast.mqtt.MqttConnection;
import org.holdfast.mqtt.MqttConnectionFactory;
import org.holdfast.mqtt.MqttException;
import org.holdfast.mqtt.MqttListener;
import org.holdfast.mqtt.MqttMessage;
import org.holdfast.mqtt.QoS;
import org.jspecify.annotations.Nullable;

/** Gets what was published while it was away, and publishes it again. Leaves a trace of its class loader. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "topicFilter", propertyValue = "in"),
            @ActivationConfigProperty(propertyName = "clientId", propertyValue = "durable-bean"),
            @ActivationConfigProperty(propertyName = "sessionExpiry", propertyValue = "3600")
        })
public class DurableBean implements MqttListener {
    /** The name of a system property; what it holds is no text, so that several class loaders can share it. */
    public static final String LOADERS = "org.holdfast.it.loaders";

    static {
        remember(System.getProperties().get(LOADERS));
    }

    @Resource(lookup = "java:global/holdfast/mqtt")
    private MqttConnectionFactory factory;

    @SuppressWarnings("unchecked")
    private static void remember(@Nullable Object loaders) {
        if (loaders instanceof Collection<?>) {
            ((Collection<Object>) loaders).add(new WeakReference<>(DurableBean.class.getClassLoader()));
        }
    }

    @Override
    public void onMessage(MqttMessage message) throws MqttException {
        try (MqttConnection connection = factory.getConnection()) {
            connection.publish("out", message.bytes(), QoS.AT_LEAST_ONCE, false);
        }
    }
}
