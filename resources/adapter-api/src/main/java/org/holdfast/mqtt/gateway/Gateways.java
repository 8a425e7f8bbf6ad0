package org.holdfast.mqtt.gateway;

import java.lang.management.ManagementFactory;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerDelegate;
import javax.management.MBeanServerNotification;
import javax.management.NotificationListener;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * Registers the gateway of a broker, and finds it for the adapter, in the platform MBean server: the only registry of the JVM that
 * notifies of changes and belongs to no application. Any thread.
 */
public final class Gateways {
    private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();
    private static final ObjectName NAME = name();

    private Gateways() {}

    private static ObjectName name() {
        try {
            return new ObjectName("org.holdfast:type=Gateway");
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Registers a gateway for adapters, in place of any earlier one.
     *
     * @param gateway the gateway to a running broker
     */
    public static void offer(Gateway gateway) {
        withdraw();
        try {
            SERVER.registerMBean(new GatewayBean(gateway), NAME);
        } catch (JMException e) {
            throw new IllegalStateException("cannot register the gateway", e);
        }
    }

    /** Unregisters the gateway, if there is one. */
    public static void withdraw() {
        try {
            SERVER.unregisterMBean(NAME);
        } catch (InstanceNotFoundException e) {
            // none was registered
        } catch (JMException e) {
            throw new IllegalStateException("cannot unregister the gateway", e);
        }
    }

    /**
     * Returns the registered gateway.
     *
     * @return the gateway, or null
     */
    public static @Nullable Gateway current() {
        try {
            return Bridge.to(Gateway.class, SERVER.invoke(NAME, GatewayBean.OPERATION, new Object[0], new String[0]));
        } catch (InstanceNotFoundException e) {
            return null;
        } catch (JMException e) {
            throw new IllegalStateException("cannot look up the gateway", e);
        }
    }

    /** Notifies of registered and unregistered gateways until it is closed. */
    public interface Watch extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Calls back now, and each time a gateway is registered or unregistered.
     *
     * @param changed called by this thread, then by the threads that offer or withdraw; to get the latest gateway, call
     *     {@link #current} from one thread only
     * @return ends the calls when closed
     */
    public static Watch watch(Runnable changed) {
        NotificationListener listener = (notification, handback) -> {
            if (notification instanceof MBeanServerNotification of
                    && of.getMBeanName().equals(NAME)) {
                changed.run();
            }
        };
        try {
            SERVER.addNotificationListener(MBeanServerDelegate.DELEGATE_NAME, listener, null, null);
        } catch (JMException e) {
            throw new IllegalStateException("cannot listen to the MBean server", e);
        }
        changed.run();
        return () -> {
            try {
                SERVER.removeNotificationListener(MBeanServerDelegate.DELEGATE_NAME, listener);
            } catch (JMException e) {
                throw new IllegalStateException("cannot stop listening to the MBean server", e);
            }
        };
    }
}
