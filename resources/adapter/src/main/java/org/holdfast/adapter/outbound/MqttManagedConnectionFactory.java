package org.holdfast.adapter.outbound;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionManager;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionFactory;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterAssociation;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import javax.security.auth.Subject;
import org.holdfast.adapter.HoldfastResourceAdapter;
import org.holdfast.adapter.link.AdapterContext;
import org.holdfast.adapter.link.ServerConfig;
import org.holdfast.adapter.link.Setting;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a connection factory, as the container has read it; creates managed connections. META-INF/ra.xml declares
 * the properties.
 */
public class MqttManagedConnectionFactory implements ManagedConnectionFactory, ResourceAdapterAssociation {
    private static final long serialVersionUID = 1L;
    private static final long LONGEST_TIMEOUT = 600_000;

    private transient @Nullable HoldfastResourceAdapter adapter;
    private transient @Nullable PrintWriter logWriter;

    private @Nullable String serverUri;

    private @Nullable String mqttVersion;

    private @Nullable String userName;

    private @Nullable String password;

    private String timeout = "10000";

    @Override
    public Object createConnectionFactory(ConnectionManager manager) {
        return new ContainerConnectionFactory(this, manager);
    }

    @Override
    public Object createConnectionFactory() throws ResourceException {
        throw new ResourceException("the Holdfast adapter creates connections only in a container");
    }

    @Override
    public ManagedConnection createManagedConnection(@Nullable Subject subject, @Nullable ConnectionRequestInfo request)
            throws ResourceException {
        MqttManagedConnection link = new MqttManagedConnection(this, server(), duration(), context());
        link.open();
        return link;
    }

    /** Returns any connection of the pool, which is that of one factory. */
    @Override
    @SuppressWarnings("rawtypes") // as Jakarta Connectors has it
    public @Nullable ManagedConnection matchManagedConnections(
            Set connections, @Nullable Subject subject, @Nullable ConnectionRequestInfo request) {
        for (Object each : connections) {
            if (each instanceof MqttManagedConnection link && link.isOf(this)) {
                return link;
            }
        }
        return null;
    }

    ServerConfig server() throws InvalidPropertyException {
        try {
            return ServerConfig.of(serverUri, mqttVersion, userName, password);
        } catch (IllegalArgumentException e) {
            throw new InvalidPropertyException("MQTT connection factory: " + e.getMessage(), e);
        }
    }

    private Duration duration() throws InvalidPropertyException {
        try {
            return Duration.ofMillis(Setting.number("timeout", timeout, 1, LONGEST_TIMEOUT));
        } catch (IllegalArgumentException e) {
            throw new InvalidPropertyException("MQTT connection factory: " + e.getMessage(), e);
        }
    }

    private AdapterContext context() {
        HoldfastResourceAdapter of = adapter;
        if (of == null) {
            throw new IllegalStateException("the factory has no resource adapter");
        }
        return of.context();
    }

    @Override
    public @Nullable ResourceAdapter getResourceAdapter() {
        return adapter;
    }

    @Override
    public void setResourceAdapter(ResourceAdapter of) {
        adapter = (HoldfastResourceAdapter) of;
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return logWriter;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter writer) {
        logWriter = writer;
    }

    public @Nullable String getServerUri() {
        return serverUri;
    }

    public void setServerUri(String value) {
        serverUri = value;
    }

    public @Nullable String getMqttVersion() {
        return mqttVersion;
    }

    public void setMqttVersion(String value) {
        mqttVersion = value;
    }

    public @Nullable String getUserName() {
        return userName;
    }

    public void setUserName(String value) {
        userName = value;
    }

    public @Nullable String getPassword() {
        return password;
    }

    public void setPassword(String value) {
        password = value;
    }

    public String getTimeout() {
        return timeout;
    }

    public void setTimeout(String value) {
        timeout = value;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MqttManagedConnectionFactory that
                && Objects.equals(serverUri, that.serverUri)
                && Objects.equals(mqttVersion, that.mqttVersion)
                && Objects.equals(userName, that.userName)
                && Objects.equals(password, that.password)
                && timeout.equals(that.timeout);
    }

    @Override
    public int hashCode() {
        return Objects.hash(serverUri, mqttVersion, userName, password, timeout);
    }
}
