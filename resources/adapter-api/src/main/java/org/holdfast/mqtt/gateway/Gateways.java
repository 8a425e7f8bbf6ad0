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
 * The one place of the JVM where a broker offers its gateway and the adapter looks for it: the platform's MBean server, the only
 * registry that tells who comes and goes and belongs to no application. Any thread.
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
     * From now on adapters use this one, in the place of any before.
     *
     * @param gateway the way to a broker that runs
     */
    public static void offer(Gateway gateway) {
        withdraw();
        try {
            SERVER.registerMBean(new GatewayBean(gateway), NAME);
        } catch (JMException e) {
            throw new IllegalStateException("cannot register the gateway", e);
        }
    }

    /** There is none any more. */
    public static void withdraw() {
        try {
            SERVER.unregisterMBean(NAME);
        } catch (InstanceNotFoundException e) {
            // so there was none
        } catch (JMException e) {
            throw new IllegalStateException("cannot unregister the gateway", e);
        }
    }

    /**
     * The one that is there now.
     *
     * @return it, or null
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

    /** Watches who comes and goes, until it is closed. */
    public interface Watch extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Tells when to ask for the gateway: now, and each time that one has come or gone.
     *
     * @param changed called by this thread, then by the threads that offer or withdraw; so {@link #current} is to be asked by one
     *     thread only, to know the latest
     * @return ends it
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
