package org.holdfast.launcher;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/** The text about what was started, and where: printed once, when everything is ready. */
final class Banner {
    private Banner() {}

    /** Returns the banner. The password is taken last: if anything before fails, the failure message shows it. */
    static String of(Server server) {
        String url = server.httpUrl();
        String state = Handover.isStandby() ? "standing by" : "ready";
        String headline = String.format(
                Locale.ROOT, "%nHoldfast %s, %s after %.1f s%n", Texts.version(), state, secondsSinceStart());
        String console =
                String.format("  Console      %s/holdfast%n", url) + String.format("  Health       %s/health%n", url);
        return headline + Handover.banner() + Handover.takeLogin() + console;
    }

    private static double secondsSinceStart() {
        return ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0;
    }
}
