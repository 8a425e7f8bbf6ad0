package org.holdfast.adapter.inbound;

import jakarta.resource.spi.endpoint.MessageEndpoint;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.holdfast.mqtt.MqttListener;
import org.holdfast.mqtt.MqttMessage;
import org.jspecify.annotations.Nullable;

/**
 * Calls a method of a bean through the container's endpoint for it.
 *
 * <p>For a listener without methods, Payara's endpoint is a subclass of the bean that passes each call to a proxy. The proxy knows
 * the bean's own methods only, and those of its own interface only until one of them throws: then it loses the exception while it
 * looks for the transaction attribute. So this class passes the bean's own method to the proxy itself.
 */
final class BeanMethod {
    private BeanMethod() {}

    /** Returns what the method has thrown, or null. */
    static @Nullable Throwable call(MessageEndpoint endpoint, Method method, MqttMessage message) {
        try {
            if (endpoint instanceof MqttListener listener && method.getDeclaringClass() == MqttListener.class) {
                listener.onMessage(message);
                return null;
            }
            Object proxy = proxyWithin(endpoint);
            if (proxy == null) {
                method.invoke(endpoint, message);
            } else {
                InvocationHandler handler = Proxy.getInvocationHandler(proxy);
                handler.invoke(proxy, method, new Object[] {message});
            }
            return null;
        } catch (InvocationTargetException e) {
            return e.getCause();
        } catch (Throwable e) { // whatever it is, the message is redelivered
            return e;
        }
    }

    private static @Nullable Object proxyWithin(MessageEndpoint endpoint) throws IllegalAccessException {
        for (Field field : endpoint.getClass().getDeclaredFields()) {
            if (field.trySetAccessible()) {
                Object value = field.get(endpoint);
                if (value != null && Proxy.isProxyClass(value.getClass())) {
                    return value;
                }
            }
        }
        return null;
    }
}
