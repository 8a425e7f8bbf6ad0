package org.holdfast.launcher;

import org.jspecify.annotations.Nullable;

/**
 * What the application, in its own class loader, hands over to this launcher: system properties, written by its startup
 * bean. Their names do not begin with {@code holdfast.}, which is the prefix of settings.
 */
final class Handover {
    private static final String BANNER = "org.holdfast.handover.banner";
    private static final String FAILURE = "org.holdfast.handover.failure";
    private static final String STANDBY = "org.holdfast.handover.standby";
    private static final String END = "org.holdfast.handover.end";
    private static final String LOGIN = "org.holdfast.handover.login";

    private static final String LAUNCHER = "org.holdfast.handover.launcher";

    private Handover() {}

    /** Says that there is somebody who reads. */
    static void open() {
        System.setProperty(LAUNCHER, "holdfast.jar");
    }

    /** Says that nobody reads any more: what comes now is for the log of the application. */
    static void close() {
        System.clearProperty(LAUNCHER);
    }

    /** The application's lines of the banner, each with its line end; empty when it has not started. */
    static String banner() {
        return System.getProperty(BANNER, "");
    }

    /** Whether the application waits for its database, and serves nobody yet. */
    static boolean isStandby() {
        return Boolean.getBoolean(STANDBY);
    }

    /**
     * The line with the password that this start has drawn, with its line end, for whoever asks first, who shows it; empty when
     * none was drawn. It is nowhere else then.
     */
    static String takeLogin() {
        String line = System.clearProperty(LOGIN);
        return line == null ? "" : line;
    }

    /** Why the application has ended of itself after its start, in one line, or null while it goes on. */
    static @Nullable String end() {
        return System.getProperty(END);
    }

    /** Why the application did not start, in one line, or null when it does not say. */
    static @Nullable String failure() {
        return System.getProperty(FAILURE);
    }
}
