package org.holdfast.launcher;

import org.jspecify.annotations.Nullable;

/**
 * Reads what the application, in its own class loader, passes to this launcher: system properties, written by its startup bean.
 * Their names do not begin with {@code holdfast.}, which is the prefix of settings.
 */
final class Handover {
    private static final String BANNER = "org.holdfast.handover.banner";
    private static final String FAILURE = "org.holdfast.handover.failure";
    private static final String STANDBY = "org.holdfast.handover.standby";
    private static final String END = "org.holdfast.handover.end";
    private static final String LOGIN = "org.holdfast.handover.login";

    private static final String LAUNCHER = "org.holdfast.handover.launcher";

    private Handover() {}

    /** Announces that the launcher reads. */
    static void open() {
        System.setProperty(LAUNCHER, "holdfast.jar");
    }

    /** Announces that the launcher no longer reads: from now on the application writes to its log. */
    static void close() {
        System.clearProperty(LAUNCHER);
    }

    /** Returns the application's lines of the banner, each with its line end; empty when it has not started. */
    static String banner() {
        return System.getProperty(BANNER, "");
    }

    /** Whether the application waits for its database, and serves no clients yet. */
    static boolean isStandby() {
        return Boolean.getBoolean(STANDBY);
    }

    /**
     * Returns and clears the line with the password that this start has generated, with its line end; empty when there is none. The
     * caller must show it, because it is stored nowhere else.
     */
    static String takeLogin() {
        String line = System.clearProperty(LOGIN);
        return line == null ? "" : line;
    }

    /** Returns why the application has ended by itself after its start, in one line, or null while it runs. */
    static @Nullable String end() {
        return System.getProperty(END);
    }

    /** Returns why the application did not start, in one line, or null when it does not report that. */
    static @Nullable String failure() {
        return System.getProperty(FAILURE);
    }
}
