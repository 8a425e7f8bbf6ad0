package org.holdfast.adapter;

import java.lang.management.ManagementFactory;
import java.util.function.IntSupplier;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.holdfast.mqtt.gateway.AdapterMXBean;

/**
 * Shows the adapter in the MBean server, which all adapters of a JVM have in common although they share no classes.
 *
 * @param endpoints counts what is active
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

    /** Shows it; false when another adapter is there. */
    boolean register() throws JMException {
        try {
            ManagementFactory.getPlatformMBeanServer().registerMBean(this, NAME);
            return true;
        } catch (InstanceAlreadyExistsException e) {
            return false;
        }
    }

    /** Shows it no more. */
    static void unregister() throws JMException {
        ManagementFactory.getPlatformMBeanServer().unregisterMBean(NAME);
    }

    @Override
    public int getEndpointCount() {
        return endpoints.getAsInt();
    }
}
