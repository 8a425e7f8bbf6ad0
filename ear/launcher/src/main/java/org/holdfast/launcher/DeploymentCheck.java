package org.holdfast.launcher;

import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import javax.management.JMException;
import javax.management.MBeanServerDelegate;
import javax.management.MBeanServerNotification;
import javax.management.Notification;
import javax.management.NotificationListener;
import org.jspecify.annotations.Nullable;

/**
 * The readiness and startup check that is down until Holdfast is deployed. By itself the server reports that it is ready as soon as
 * any application has started, which is the resource adapter here, long before the broker.
 *
 * <p>So the check is registered when the adapter registers its MBean, which is before the server considers it started. Payara's
 * classes are only visible to its own class loader, and not to that of this jar: hence the reflection.
 */
final class DeploymentCheck implements NotificationListener {
    /** The name of the check in the responses of {@code /health/ready} and {@code /health/started}. */
    static final String NAME = "holdfast-deployed";

    private static final String ADAPTER = "org.holdfast:type=Adapter";

    private volatile @Nullable Object service;
    private volatile @Nullable String failure;

    private DeploymentCheck() {}

    /** Creates the check. Call it before the server boots. */
    static DeploymentCheck await() throws StartException {
        DeploymentCheck check = new DeploymentCheck();
        try {
            ManagementFactory.getPlatformMBeanServer()
                    .addNotificationListener(MBeanServerDelegate.DELEGATE_NAME, check, null, null);
        } catch (JMException e) {
            throw new StartException("cannot listen to the MBean server: " + e);
        }
        return check;
    }

    /** Called by the thread that registers the adapter, before it goes on. */
    @Override
    public void handleNotification(Notification notification, @Nullable Object handback) {
        if (service == null
                && notification instanceof MBeanServerNotification registration
                && registration.getType().equals(MBeanServerNotification.REGISTRATION_NOTIFICATION)
                && registration.getMBeanName().toString().equals(ADAPTER)) {
            try {
                register(Thread.currentThread().getContextClassLoader());
            } catch (InvocationTargetException e) {
                failure = String.valueOf(e.getCause());
            } catch (ReflectiveOperationException | RuntimeException | LinkageError e) { // which JMX would not tell
                failure = e.toString();
            }
        }
    }

    private void register(ClassLoader server) throws ReflectiveOperationException {
        Class<?> services = server.loadClass("fish.payara.microprofile.healthcheck.HealthCheckService");
        Class<?> types = server.loadClass("fish.payara.microprofile.healthcheck.HealthCheckType");
        Class<?> checks = server.loadClass("org.eclipse.microprofile.health.HealthCheck");
        Object found = server.loadClass("org.glassfish.internal.api.Globals")
                .getMethod("get", Class.class)
                .invoke(null, services);
        Object check = check(server, checks);
        for (String type : List.of("READINESS", "STARTUP")) {
            services.getMethod("registerHealthCheck", String.class, checks, types)
                    .invoke(found, NAME, check, types.getField(type).get(null));
        }
        service = found;
    }

    private static Object check(ClassLoader server, Class<?> checks) throws ReflectiveOperationException {
        Object down = down(server);
        return Proxy.newProxyInstance(
                server, new Class<?>[] {checks}, (proxy, method, arguments) -> switch (method.getName()) {
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "equals" -> arguments[0] == proxy;
                    case "toString" -> NAME;
                    default -> down;
                });
    }

    private static Object down(ClassLoader server) throws ReflectiveOperationException {
        Class<?> responses = server.loadClass("org.eclipse.microprofile.health.HealthCheckResponse");
        return responses.getMethod("down", String.class).invoke(null, NAME);
    }

    /**
     * Makes sure that the check is registered. Call it after the boot.
     *
     * @throws StartException when it is not: the server would report that it is ready when it is not
     */
    void requireRegistered() throws StartException {
        if (service == null) {
            throw new StartException("the server did not register the health check: "
                    + (failure == null ? "the resource adapter has not started" : failure));
        }
    }

    void pass() throws StartException {
        Object found = service;
        if (found != null) {
            try {
                found.getClass()
                        .getMethod("unregisterHealthCheck", String.class)
                        .invoke(found, NAME);
            } catch (ReflectiveOperationException e) {
                throw new StartException("the server would never report that it is ready: " + e);
            }
        }
    }
}
