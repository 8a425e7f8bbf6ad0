package org.holdfast.launcher;

import org.jspecify.annotations.Nullable;

/**
 * What the application, in its own class loader, hands over to this launcher: system properties, written by its startup
 * bean. Their names do not begin with {@code holdfast.}, which is the prefix of settings.
 */
final class Handover {
    private static final String BANNER = "org.holdfast.handover.banner";
    private static final String FAILURE = "org.holdfast.handover.failure";

    private static final String LAUNCHER = "org.holdfast.handover.launcher";

    private Handover() {}

    /** Says that there is somebody who reads. */
    static void open() {
        System.setProperty(LAUNCHER, "holdfast.jar");
    }

    /** The application's lines of the banner, each with its line end; empty when it has not started. */
    static String banner() {
        return System.getProperty(BANNER, "");
    }

    /** Why the application did not start, in one line, or null when it does not say. */
    static @Nullable String failure() {
        return System.getProperty(FAILURE);
    }
}
