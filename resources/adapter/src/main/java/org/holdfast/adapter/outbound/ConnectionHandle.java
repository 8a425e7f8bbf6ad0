package org.holdfast.adapter.outbound;

import java.time.Duration;
import org.holdfast.adapter.link.Outgoing;
import org.holdfast.mqtt.MqttConnection;
import org.holdfast.mqtt.MqttException;
import org.holdfast.mqtt.MqttMessage;
import org.holdfast.mqtt.MqttProperties;
import org.holdfast.mqtt.QoS;
import org.jspecify.annotations.Nullable;

/** The connection handle of an application, until it is closed. Belongs to one thread. */
final class ConnectionHandle implements MqttConnection {
    private @Nullable MqttManagedConnection link;

    ConnectionHandle(MqttManagedConnection link) {
        this.link = link;
    }

    /** Associates another managed connection, or none; returns the previous one. */
    @Nullable
    MqttManagedConnection associate(@Nullable MqttManagedConnection with) {
        MqttManagedConnection before = link;
        link = with;
        return before;
    }

    private MqttManagedConnection open() {
        MqttManagedConnection open = link;
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
        MqttManagedConnection open = link;
        if (open != null) {
            link = null;
            open.closed(this);
        }
    }
}
