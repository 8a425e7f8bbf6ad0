package org.holdfast.mqtt.gateway;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The handler of a proxy for an object whose interface of this package was loaded by another class loader. */
final class Bridge implements InvocationHandler {
    private final Object target;
    private final Class<?> foreign;
    private final Map<Method, Method> methods = new ConcurrentHashMap<>();

    private Bridge(Object target, Class<?> foreign) {
        this.target = target;
        this.foreign = foreign;
    }

    /**
     * Returns the object itself if it has the type, or a proxy for it.
     *
     * @param type an interface of this package
     * @throws IllegalArgumentException when the object has no interface of that name
     */
    static <T> T to(Class<T> type, Object object) {
        if (type.isInstance(object)) {
            return type.cast(object);
        }
        if (Proxy.isProxyClass(object.getClass())
                && Proxy.getInvocationHandler(object) instanceof Bridge bridge
                && type.isInstance(bridge.target)) {
            return type.cast(bridge.target); // it was bridged from here
        }
        Bridge bridge = new Bridge(object, interfaceOf(object, type.getName()));
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, bridge));
    }

    private static Class<?> interfaceOf(Object object, String name) {
        return Stream.<Class<?>>iterate(object.getClass(), each -> each != null, each -> each.getSuperclass())
                .flatMap(each -> Stream.of(each.getInterfaces()))
                .flatMap(Bridge::withParents)
                .filter(each -> each.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(object.getClass() + " is no " + name));
    }

    private static Stream<Class<?>> withParents(Class<?> type) {
        return Stream.concat(Stream.of(type), Stream.of(type.getInterfaces()).flatMap(Bridge::withParents));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return ofObject(proxy, method, arguments);
        }
        Method there = methods.computeIfAbsent(method, this::foreignMethod);
        Object[] passed = arguments == null ? new Object[0] : arguments.clone();
        for (int i = 0; i < passed.length; i++) {
            passed[i] = passed[i] == null ? null : converted(there.getParameterTypes()[i], passed[i]);
        }
        try {
            Object result = there.invoke(target, passed);
            return result == null ? null : converted(method.getReturnType(), result);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private @Nullable Object ofObject(Object proxy, Method method, Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "equals" -> arguments != null && proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "bridge to " + target;
        };
    }

    /** Finds a method by its name: no interface of this package has two methods of one name. */
    private Method foreignMethod(Method method) {
        return Stream.of(foreign.getMethods())
                .filter(each -> each.getName().equals(method.getName()))
                .findFirst()
                .orElseThrow(() -> new UnsupportedOperationException(
                        foreign.getName() + " is of another version of Holdfast, which has no " + method.getName()
                                + ". Deploy an adapter and a broker of the same version."));
    }

    private static Object converted(Class<?> type, Object value) {
        return type.isInterface() && type.getName().startsWith(Gateway.class.getPackageName() + ".")
                ? to(type, value)
                : value;
    }
}
