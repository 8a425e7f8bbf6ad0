package org.holdfast.adapter.inbound;

import java.lang.management.ManagementFactory;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.ObjectName;
import org.holdfast.mqtt.gateway.EndpointMXBean;

/** The MBean of an endpoint, which the broker's console reads. */
final class EndpointBean implements EndpointMXBean {
    private static final Logger LOG = Logger.getLogger(EndpointBean.class.getName());

    private final EndpointConfig config;
    private final EndpointCounters counters;
    private final Endpoint endpoint;

    EndpointBean(EndpointConfig config, EndpointCounters counters, Endpoint endpoint) {
        this.config = config;
        this.counters = counters;
        this.endpoint = endpoint;
    }

    private ObjectName name() throws JMException {
        return new ObjectName("org.holdfast:type=Endpoint,name=" + ObjectName.quote(config.bean()) + ",client="
                + ObjectName.quote(config.client().clientId()));
    }

    void register() {
        try {
            ManagementFactory.getPlatformMBeanServer().registerMBean(this, name());
        } catch (JMException e) {
            LOG.log(
                    Level.WARNING,
                    "MQTT bean " + config.bean() + " cannot be registered as an MBean, so the console does not show it",
                    e);
        }
    }

    void unregister() {
        try {
            ManagementFactory.getPlatformMBeanServer().unregisterMBean(name());
        } catch (InstanceNotFoundException e) {
            LOG.log(Level.FINE, "The MBean was not registered: {0}", config.bean());
        } catch (JMException e) {
            LOG.log(
                    Level.WARNING,
                    "MQTT bean " + config.bean() + " cannot be unregistered as an MBean, so the console still shows it",
                    e);
        }
    }

    @Override
    public String getName() {
        return config.bean();
    }

    @Override
    public String getClientId() {
        return config.client().clientId();
    }

    @Override
    public String getServer() {
        return config.server().display();
    }

    @Override
    public String[] getFilters() {
        return config.subscriptions().stream().map(BeanSubscription::filter).toArray(String[]::new);
    }

    @Override
    public String getState() {
        return endpoint.state().name();
    }

    @Override
    public String getFailure() {
        return endpoint.failure();
    }

    @Override
    public long getInFlight() {
        return counters.inFlight();
    }

    @Override
    public long getDelivered() {
        return counters.deliveredCount();
    }

    @Override
    public long getRedelivered() {
        return counters.redeliveredCount();
    }

    @Override
    public long getDeadLettered() {
        return counters.deadLetteredCount();
    }
}
