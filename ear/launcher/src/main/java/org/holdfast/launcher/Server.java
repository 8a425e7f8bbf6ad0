package org.holdfast.launcher;

import fish.payara.micro.PayaraMicro;
import fish.payara.micro.PayaraMicroRuntime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Payara Micro in this process. Booted by the main thread, stopped by the thread of a signal. */
final class Server {
    private static final String APPLICATION = "holdfast";

    /** Other applications are undeployed first, with index -1, so that their beans disconnect from a running broker. */
    private static final List<String> UNDEPLOY_ORDER = List.of(APPLICATION, "holdfast-factory", "holdfast-mqtt");

    /**
     * With more threads the server's start can deadlock: HK2 waits for another thread's class while it holds its read lock.
     */
    private static final String STARTUP_THREADS = "org.glassfish.startupThreadPolicy";

    private static final String ONE_THREAD = "USE_NO_THREADS";

    /** What error pages outside of any application say that the server is. */
    private static final String PRODUCT = "product.name";

    private static final Duration END_INTERVAL = Duration.ofMillis(500);

    private final Ending ending;
    private final HeapWatch heap = new HeapWatch();
    private volatile @Nullable PayaraMicroRuntime runtime;

    Server(Ending ending) {
        this.ending = ending;
    }

    /** Boots the server, with the applications that its arguments name. */
    void boot(String[] arguments) throws StartException {
        System.getProperties().putIfAbsent(STARTUP_THREADS, ONE_THREAD);
        System.getProperties().putIfAbsent(PRODUCT, "Holdfast");
        PayaraMicro.main(arguments);
        try {
            runtime = PayaraMicro.getInstance().getRuntime();
        } catch (IllegalStateException e) {
            throw new StartException("Payara Micro did not boot. See the lines above, or start with --verbose.");
        }
    }

    /** Deploys the EAR, which Payara Micro cannot deploy during its boot. */
    void deploy(Path ear) throws StartException {
        Optional<QuietConsole> console = QuietConsole.current();
        console.ifPresent(QuietConsole::holdBack);
        booted().deploy(ear.toFile());
        String failure = Handover.failure();
        if (failure != null) {
            throw new StartException(failure);
        }
        if (!booted().getDeployedApplicationNames().contains(APPLICATION)) { // deploy() returns true even then
            String reason = console.flatMap(QuietConsole::failure).orElse("see its log");
            throw new StartException("the server could not deploy the application: " + reason
                    + ". Start with --verbose to see the whole log.");
        }
        console.ifPresent(QuietConsole::release);
    }

    /** Returns the base URL of the console. */
    String httpUrl() {
        List<Integer> ports = booted().getLocalDescriptor().getHttpPorts();
        return "http://127.0.0.1:" + (ports.isEmpty() ? "?" : ports.get(0));
    }

    /** Undeploys everything while the server is still whole, then ends the process. */
    void stop() {
        if (ending.begin()) {
            undeployAll();
            ending.stopped();
        }
    }

    /** Prints the banner; a broker on standby logs later when it takes over. */
    void announce() {
        ending.printUnlessBegun(() -> Banner.of(this));
        Handover.close();
    }

    /** Ends the process because the start failed. */
    void giveUp(String reason) {
        if (ending.begin()) {
            ending.startFailed(reason);
        }
    }

    /** Waits, normally without end, until the broker cannot continue, and ends the process then. */
    void awaitEnd() {
        try {
            String reason;
            while ((reason = Handover.end()) == null) {
                Thread.sleep(END_INTERVAL.toMillis());
                if (heap.staysFull()) {
                    ending.heapFull();
                }
            }
            if (ending.begin()) {
                undeployAll();
                ending.gaveUp(reason);
            }
        } catch (InterruptedException e) { // nobody does this, and signals end the process all the same
            Thread.currentThread().interrupt();
        }
    }

    private void undeployAll() {
        PayaraMicroRuntime booted = runtime;
        if (booted != null) {
            booted.getDeployedApplicationNames().stream()
                    .sorted(Comparator.comparing(UNDEPLOY_ORDER::indexOf))
                    .toList()
                    .forEach(booted::undeploy);
        }
    }

    private PayaraMicroRuntime booted() {
        PayaraMicroRuntime booted = runtime;
        if (booted == null) {
            throw new IllegalStateException("not booted");
        }
        return booted;
    }
}
