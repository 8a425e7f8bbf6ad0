package org.holdfast.beans.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** This process gets SIGTERM, as a server with Holdfast in it. */
class StopSignalsTest {
    private static final long LIMIT_SECONDS = 60;
    private static final Duration LONG = Duration.ofSeconds(LIMIT_SECONDS);

    /** What has happened, in order. */
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

    private Object handlerBefore;
    private final List<StopSignals> installed = new ArrayList<>();

    @BeforeEach
    void letTheServerHear() throws ReflectiveOperationException {
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        handlerBefore = handle(Proxy.newProxyInstance(
                handler.getClassLoader(),
                new Class<?>[] {handler},
                (proxy, method, arguments) -> events.add("server")));
    }

    @AfterEach
    void restore() throws ReflectiveOperationException {
        installed.forEach(StopSignals::close);
        handle(handlerBefore);
    }

    private static Object handle(Object handler) throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Method handle = signal.getMethod("handle", signal, Class.forName("sun.misc.SignalHandler"));
        return handle.invoke(null, signal.getConstructor(String.class).newInstance("TERM"), handler);
    }

    private static void terminate() throws IOException {
        new ProcessBuilder(
                        "kill", "-TERM", Long.toString(ProcessHandle.current().pid()))
                .start();
    }

    private StopSignals install(ThreadFactory threads, Runnable stop, Duration limit) {
        StopSignals signals = StopSignals.install(threads, stop, limit);
        installed.add(signals);
        return signals;
    }

    private String event() throws InterruptedException {
        return events.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void brokerStopsBeforeTheServer() throws Exception {
        install(Thread::new, () -> events.add("broker"), LONG);
        terminate();

        assertThat(event()).isEqualTo("broker");
        assertThat(event()).isEqualTo("server");
    }

    @Test
    void brokerThatDoesNotStopIsNotWaitedForLongerThanTheLimit() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        install(Thread::new, () -> awaitForEver(never), Duration.ofMillis(100));
        try {
            terminate();

            assertThat(event()).isEqualTo("server");
        } finally {
            never.countDown();
        }
    }

    private void awaitForEver(CountDownLatch never) {
        try {
            never.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        events.add("broker");
    }

    @Test
    void brokerThatFailsToStopDoesNotKeepTheServerFromItsEnd() throws Exception {
        install(
                task -> {
                    throw new OutOfMemoryError("unable to create native thread");
                },
                () -> events.add("broker"),
                LONG);
        terminate();

        assertThat(event()).isEqualTo("server");
    }

    @Test
    void afterTheEndSignalsLeadToTheServerOnly() throws Exception {
        install(Thread::new, () -> events.add("broker"), LONG).close();
        terminate();

        assertThat(event()).isEqualTo("server");
    }
}
