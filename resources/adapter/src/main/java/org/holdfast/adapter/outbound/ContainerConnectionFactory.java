package org.holdfast.adapter.outbound;

import jakarta.resource.Referenceable;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionManager;
import java.io.Serializable;
import javax.naming.Reference;
import org.holdfast.adapter.link.Causes;
import org.holdfast.mqtt.MqttConnection;
import org.holdfast.mqtt.MqttConnectionFactory;
import org.holdfast.mqtt.MqttException;
import org.jspecify.annotations.Nullable;

/** The connection factory that applications look up; its connections come from the container's pool. Any thread. */
final class ContainerConnectionFactory implements MqttConnectionFactory, Referenceable, Serializable {
    private static final long serialVersionUID = 1L;

    private final MqttManagedConnectionFactory factory;

    @SuppressWarnings("serial") // whether it is serializable is up to the container
    private final ConnectionManager manager;

    private @Nullable Reference reference;

    ContainerConnectionFactory(MqttManagedConnectionFactory factory, ConnectionManager manager) {
        this.factory = factory;
        this.manager = manager;
    }

    @Override
    public MqttConnection getConnection() throws MqttException {
        try {
            return (MqttConnection) manager.allocateConnection(factory, null);
        } catch (ResourceException e) {
            throw new MqttException("no MQTT connection: " + Causes.root(e).getMessage(), e);
        }
    }

    @Override
    public void setReference(Reference to) {
        reference = to;
    }

    @Override
    public @Nullable Reference getReference() {
        return reference;
    }
}
