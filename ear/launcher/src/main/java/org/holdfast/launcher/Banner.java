package org.holdfast.launcher;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/** What was started, and where: printed once, when everything is ready. */
final class Banner {
    private Banner() {}

    static String of(Server server) {
        return String.format(Locale.ROOT, "%nHoldfast %s, ready after %.1f s%n", Texts.version(), secondsSinceStart())
                + Handover.banner()
                + Handover.takeLogin()
                + String.format("  Console      %s/holdfast%n", server.httpUrl())
                + String.format("  Health       %s/health%n", server.httpUrl());
    }

    private static double secondsSinceStart() {
        return ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0;
    }
}
