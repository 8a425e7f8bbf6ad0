package org.holdfast.adapter;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterInternalException;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.io.Serializable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.management.JMException;
import javax.transaction.xa.XAResource;
import org.holdfast.adapter.inbound.Endpoint;
import org.holdfast.adapter.inbound.EndpointConfig;
import org.holdfast.adapter.inbound.MqttActivationSpec;
import org.holdfast.adapter.link.AdapterContext;
import org.jspecify.annotations.Nullable;

/** The resource adapter, which activates message-driven beans. The container runs it as META-INF/ra.xml declares. */
public class HoldfastResourceAdapter implements ResourceAdapter, Serializable {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = Logger.getLogger(HoldfastResourceAdapter.class.getName());

    private final transient Map<MessageEndpointFactory, Endpoint> endpoints = new ConcurrentHashMap<>();
    private transient @Nullable AdapterContext context;

    @Override
    public void start(BootstrapContext bootstrap) throws ResourceAdapterInternalException {
        if (!isOnlyOne()) {
            String why = "Another Holdfast adapter is already deployed on this server."
                    + " Undeploy it before you deploy this one.";
            LOG.severe(why);
            throw new ResourceAdapterInternalException(why);
        }
        context = AdapterContext.start(bootstrap);
    }

    private boolean isOnlyOne() throws ResourceAdapterInternalException {
        try {
            return new AdapterBean(endpoints::size).register();
        } catch (JMException e) {
            throw new ResourceAdapterInternalException("Cannot register the adapter as an MBean", e);
        }
    }

    @Override
    public void stop() {
        AdapterContext running = context;
        if (running != null) {
            endpoints.values().forEach(Endpoint::stop);
            endpoints.clear();
            running.stop();
            context = null;
            withdraw();
        }
    }

    private static void withdraw() {
        try {
            AdapterBean.unregister();
        } catch (JMException e) {
            LOG.log(
                    Level.WARNING,
                    "Cannot unregister the adapter as an MBean; the next adapter of this JVM will not start",
                    e);
        }
    }

    @Override
    public void endpointActivation(MessageEndpointFactory factory, ActivationSpec spec) throws ResourceException {
        EndpointConfig config = config(factory, (MqttActivationSpec) spec);
        Endpoint endpoint = new Endpoint(config, factory, context());
        endpoints.put(factory, endpoint);
        endpoint.start();
    }

    /** Reads the configuration. Logs a failure too, because the container does not report it. */
    private EndpointConfig config(MessageEndpointFactory factory, MqttActivationSpec spec)
            throws InvalidPropertyException {
        try {
            EndpointConfig config = EndpointConfig.of(factory, spec);
            for (Endpoint other : endpoints.values()) {
                other.config().requireOtherClientThan(config);
            }
            return config;
        } catch (InvalidPropertyException e) {
            LOG.severe(e.getMessage());
            throw e;
        }
    }

    @Override
    public void endpointDeactivation(MessageEndpointFactory factory, ActivationSpec spec) {
        Endpoint endpoint = endpoints.remove(factory);
        if (endpoint != null) {
            endpoint.stop();
        }
    }

    public AdapterContext context() {
        AdapterContext running = context;
        if (running == null) {
            throw new IllegalStateException("the Holdfast adapter is not running");
        }
        return running;
    }

    /** Returns null: nothing to recover survives a crash of the adapter; see docs/applications.md. */
    @Override
    public XAResource @Nullable [] getXAResources(ActivationSpec[] specs) {
        return null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HoldfastResourceAdapter;
    }

    @Override
    public int hashCode() {
        return HoldfastResourceAdapter.class.getName().hashCode();
    }
}
