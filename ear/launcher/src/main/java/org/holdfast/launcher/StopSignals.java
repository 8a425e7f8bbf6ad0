package org.holdfast.launcher;

import java.lang.reflect.Proxy;

/**
 * Handles SIGTERM and SIGINT before the JVM's shutdown does: shutdown hooks run concurrently, and once Payara's has closed the
 * pools, the broker can no longer write.
 *
 * <p>By reflection, because the compiler warns of {@code sun.misc.Signal} wherever it is named, and cannot be told that it
 * is in the supported module jdk.unsupported.
 */
final class StopSignals {
    private StopSignals() {}

    static void install(Server server) {
        try {
            handle("TERM", server::stop);
            handle("INT", server::stop);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "this Java has no sun.misc.Signal: use a Java with the module jdk.unsupported", e);
        }
    }

    private static void handle(String name, Runnable action) throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Object running = Proxy.newProxyInstance(
                handler.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                    action.run();
                    return proxy;
                });
        signal.getMethod("handle", signal, handler)
                .invoke(null, signal.getConstructor(String.class).newInstance(name), running);
    }
}
