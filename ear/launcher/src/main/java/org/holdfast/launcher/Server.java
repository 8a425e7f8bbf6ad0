package org.holdfast.launcher;

import fish.payara.micro.PayaraMicro;
import fish.payara.micro.PayaraMicroRuntime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Payara Micro in this process. Booted by the main thread, stopped by the thread of a signal. */
final class Server {
    /** How long a stop may take before the process ends anyway. */
    static final Duration STOP_LIMIT = Duration.ofSeconds(9);

    private volatile @Nullable PayaraMicroRuntime runtime;

    /** Boots the server, with the applications that its arguments name. */
    void boot(String[] arguments) throws StartException {
        PayaraMicro.main(arguments);
        try {
            runtime = PayaraMicro.getInstance().getRuntime();
        } catch (IllegalStateException e) {
            throw new StartException("Payara Micro did not boot. The lines above, or --verbose, say why.");
        }
    }

    /** Deploys the EAR, which Payara Micro cannot take during its boot. */
    void deploy(Path ear) throws StartException {
        PayaraMicroRuntime booted = booted();
        booted.deploy(ear.toFile());
        if (!booted.getDeployedApplicationNames().contains("holdfast")) { // deploy() says true even then
            String failure = Handover.failure();
            throw new StartException(failure != null ? failure : "the server refused its application. See above.");
        }
    }

    /** Where the console is. */
    String httpUrl() {
        List<Integer> ports = booted().getLocalDescriptor().getHttpPorts();
        return "http://127.0.0.1:" + (ports.isEmpty() ? "?" : ports.get(0));
    }

    /** Undeploys everything while the server is still whole, then ends the process. */
    void stop() {
        haltAfter(STOP_LIMIT);
        undeployAll();
        System.exit(ExitCode.STOPPED.code());
    }

    /** Ends the process because the start failed. */
    void giveUp() {
        haltAfter(STOP_LIMIT);
        System.exit(ExitCode.START_FAILED.code());
    }

    private void undeployAll() {
        PayaraMicroRuntime booted = runtime;
        if (booted != null) {
            List.copyOf(booted.getDeployedApplicationNames()).forEach(booted::undeploy);
        }
    }

    private PayaraMicroRuntime booted() {
        PayaraMicroRuntime booted = runtime;
        if (booted == null) {
            throw new IllegalStateException("not booted");
        }
        return booted;
    }

    private static void haltAfter(Duration limit) {
        Thread watchdog = new Thread(() -> halt(limit), "holdfast-stop-limit");
        watchdog.setDaemon(true);
        watchdog.start();
    }

    private static void halt(Duration limit) {
        try {
            Thread.sleep(limit.toMillis());
        } catch (InterruptedException e) {
            return;
        }
        System.err.println("Holdfast did not stop within " + limit.toSeconds() + " s and is ended now.");
        Runtime.getRuntime().halt(ExitCode.STOP_TIMED_OUT.code());
    }
}
