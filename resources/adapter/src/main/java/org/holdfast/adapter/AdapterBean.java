package org.holdfast.adapter;

import java.lang.management.ManagementFactory;
import java.util.function.IntSupplier;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.holdfast.mqtt.gateway.AdapterMXBean;

/**
 * The MBean of the adapter, in the MBean server that all adapters of a JVM share although they share no classes.
 *
 * @param endpoints returns the number of active endpoints
 */
record AdapterBean(IntSupplier endpoints) implements AdapterMXBean {
    private static final ObjectName NAME = name();

    private static ObjectName name() {
        try {
            return new ObjectName("org.holdfast:type=Adapter");
        } catch (MalformedObjectNameException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Registers the MBean; false when another adapter has. */
    boolean register() throws JMException {
        try {
            ManagementFactory.getPlatformMBeanServer().registerMBean(this, NAME);
            return true;
        } catch (InstanceAlreadyExistsException e) {
            return false;
        }
    }

    /** Unregisters the MBean. */
    static void unregister() throws JMException {
        ManagementFactory.getPlatformMBeanServer().unregisterMBean(NAME);
    }

    @Override
    public int getEndpointCount() {
        return endpoints.getAsInt();
    }
}
