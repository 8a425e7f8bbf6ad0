package org.holdfast.beans.lifecycle;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops the broker at SIGTERM and SIGINT before the server stops, where no launcher does: a server that ends by a signal closes its
 * pools while it still stops applications, so the broker could no longer write. The server handles the signal afterwards.
 *
 * <p>By reflection, because the compiler warns of {@code sun.misc.Signal} wherever it is named.
 */
final class StopSignals implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StopSignals.class);

    private final Method handle;
    private final List<Runnable> restorations = new ArrayList<>();

    private StopSignals(Method handle) {
        this.handle = handle;
    }

    /**
     * Installs the signal handlers.
     *
     * @param threads creates a thread of the container for the stop: the JVM's own thread for signals has no context of the
     *     application
     * @param stop stops the broker; may be called when it has stopped
     * @param limit how long the server waits for it
     */
    static StopSignals install(ThreadFactory threads, Runnable stop, Duration limit) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            StopSignals signals = new StopSignals(signal.getMethod("handle", signal, handler));
            for (String name : List.of("TERM", "INT")) {
                signals.hear(
                        signal.getConstructor(String.class).newInstance(name),
                        handler,
                        () -> onThreadOf(threads, stop, limit));
            }
            return signals;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "this Java has no sun.misc.Signal: use a Java with the module jdk.unsupported", e);
        }
    }

    private static void onThreadOf(ThreadFactory threads, Runnable stop, Duration limit) {
        Thread thread = threads.newThread(stop);
        thread.setName("holdfast-stop");
        thread.start();
        try {
            thread.join(limit.toMillis());
            if (thread.isAlive()) {
                LOG.error("The broker did not stop within {} s; the server continues its shutdown", limit.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void hear(Object signal, Class<?> handler, Runnable stop) throws ReflectiveOperationException {
        Method pass = handler.getMethod("handle", signal.getClass());
        Object[] before = new Object[1];
        InvocationHandler stopFirst = (proxy, method, arguments) -> {
            if (!method.equals(pass)) { // of Object
                return method.invoke(signal, arguments);
            }
            try {
                stop.run();
            } finally { // or the server would not end
                pass.invoke(before[0], arguments);
            }
            return null;
        };
        Object ours = Proxy.newProxyInstance(StopSignals.class.getClassLoader(), new Class<?>[] {handler}, stopFirst);
        try {
            before[0] = handle.invoke(null, signal, ours);
        } catch (InvocationTargetException e) {
            LOG.info(
                    "Cannot handle the signal {}; stop the server with asadmin or its own shutdown command", signal, e);
            return;
        }
        restorations.add(() -> restore(signal, before[0]));
    }

    private void restore(Object signal, Object before) {
        try {
            handle.invoke(null, signal, before);
        } catch (ReflectiveOperationException e) {
            LOG.warn(
                    "The handler of the signal {} still refers to an application that was stopped: {}",
                    signal,
                    e.toString());
        }
    }

    /** Restores the previous signal handlers. */
    @Override
    public void close() {
        restorations.forEach(Runnable::run);
    }
}
