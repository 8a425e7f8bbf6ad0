package org.holdfast.adapter.outbound;

import java.time.Duration;
import org.holdfast.adapter.link.Outgoing;
import org.holdfast.mqtt.MqttConnection;
import org.holdfast.mqtt.MqttException;
import org.holdfast.mqtt.MqttMessage;
import org.holdfast.mqtt.MqttProperties;
import org.holdfast.mqtt.QoS;
import org.jspecify.annotations.Nullable;

/** What an application has of a connection until it closes it. Belongs to one thread. */
final class Handle implements MqttConnection {
    private @Nullable ManagedLink link;

    Handle(ManagedLink link) {
        this.link = link;
    }

    /** The container has given it another connection, or none. Returns the one before. */
    @Nullable
    ManagedLink associate(@Nullable ManagedLink with) {
        ManagedLink before = link;
        link = with;
        return before;
    }

    private ManagedLink open() {
        ManagedLink open = link;
        if (open == null) {
            throw new IllegalStateException("the connection is closed. Get another one from the factory");
        }
        return open;
    }

    @Override
    public void publish(String topic, byte[] payload, QoS qos, boolean retain, MqttProperties properties)
            throws MqttException {
        open().publish(Outgoing.of(topic, payload, qos, retain, properties));
    }

    @Override
    public MqttMessage request(String topic, byte[] payload, MqttProperties properties, Duration timeout)
            throws MqttException {
        return open().request(topic, payload, properties, timeout);
    }

    @Override
    public void close() {
        ManagedLink open = link;
        if (open != null) {
            link = null;
            open.closed(this);
        }
    }
}
