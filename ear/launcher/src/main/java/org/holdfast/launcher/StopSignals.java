package org.holdfast.launcher;

import sun.misc.Signal;

/**
 * Hears SIGTERM and SIGINT before the JVM's shutdown does: hooks run at the same time as each other, and when Payara's
 * has taken the pools away, the broker can write no more.
 */
@SuppressWarnings("sunapi")
final class StopSignals {
    private StopSignals() {}

    static void install(Server server) {
        Signal.handle(new Signal("TERM"), signal -> server.stop());
        Signal.handle(new Signal("INT"), signal -> server.stop());
    }
}
