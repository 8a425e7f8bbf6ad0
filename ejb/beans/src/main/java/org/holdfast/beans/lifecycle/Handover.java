package org.holdfast.beans.lifecycle;

/**
 * Passes information to the launcher of holdfast.jar in system properties, because it shares no classes with the application. Their
 * names do not begin with {@code holdfast.}, which is the prefix of settings.
 */
final class Handover {
    private static final String BANNER = "org.holdfast.handover.banner";
    private static final String FAILURE = "org.holdfast.handover.failure";
    private static final String STANDBY = "org.holdfast.handover.standby";
    private static final String END = "org.holdfast.handover.end";
    private static final String LOGIN = "org.holdfast.handover.login";
    private static final String LAUNCHER = "org.holdfast.handover.launcher";

    private Handover() {}

    /** Whether the launcher reads; not on another server. */
    static boolean isOpen() {
        return System.getProperty(LAUNCHER) != null;
    }

    /** Reports that the broker waits for its database, with the text for the user. */
    static void standsBy(String banner) {
        System.setProperty(STANDBY, "true");
        System.setProperty(BANNER, banner);
    }

    /** Reports that the broker runs, with the text for the user. */
    static void started(String banner) {
        System.clearProperty(FAILURE);
        System.clearProperty(STANDBY);
        System.setProperty(BANNER, banner);
    }

    /**
     * Passes on the line with the first password. The reader clears it: a secret must not stay in a property, which every library
     * and every dump of this process can read.
     *
     * @return whether the launcher gets it; if not, the caller must show it
     */
    static boolean login(String line) {
        System.setProperty(LOGIN, line);
        return isOpen() || System.clearProperty(LOGIN) == null;
    }

    /** Reports why a broker that ran or stood by cannot continue. */
    static void ended(String reason) {
        System.setProperty(END, reason);
    }

    /** Reports why the broker did not start. */
    static void failed(Throwable failure) {
        System.clearProperty(BANNER);
        System.setProperty(FAILURE, failure.getMessage() == null ? failure.toString() : failure.getMessage());
    }
}
