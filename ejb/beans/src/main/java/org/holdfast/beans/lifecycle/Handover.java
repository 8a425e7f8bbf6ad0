package org.holdfast.beans.lifecycle;

/**
 * What the launcher of holdfast.jar reads: system properties, because it shares no class of ours. Their names do not
 * begin with {@code holdfast.}, which is the prefix of settings.
 */
final class Handover {
    private static final String BANNER = "org.holdfast.handover.banner";
    private static final String FAILURE = "org.holdfast.handover.failure";
    private static final String STANDBY = "org.holdfast.handover.standby";
    private static final String END = "org.holdfast.handover.end";
    private static final String LOGIN = "org.holdfast.handover.login";
    private static final String LAUNCHER = "org.holdfast.handover.launcher";

    private Handover() {}

    /** Whether there is somebody who reads; not on another server. */
    static boolean isOpen() {
        return System.getProperty(LAUNCHER) != null;
    }

    /** The broker waits for its database, and this is what the user should know. */
    static void standsBy(String banner) {
        System.setProperty(STANDBY, "true");
        System.setProperty(BANNER, banner);
    }

    /** The broker runs, and this is what the user should know. */
    static void started(String banner) {
        System.clearProperty(FAILURE);
        System.clearProperty(STANDBY);
        System.setProperty(BANNER, banner);
    }

    /**
     * Hands over the line with the first password. Whoever takes it clears it: a secret does not stay in a property that every
     * library and every dump of this process sees.
     *
     * @return whether it is in the launcher's hands; if not, it is for us to show
     */
    static boolean login(String line) {
        System.setProperty(LOGIN, line);
        return isOpen() || System.clearProperty(LOGIN) == null;
    }

    /** The broker has run, or stood by, and cannot go on: this says why. */
    static void ended(String reason) {
        System.setProperty(END, reason);
    }

    /** The broker does not run, and the message of this says why. */
    static void failed(Throwable failure) {
        System.clearProperty(BANNER);
        System.setProperty(FAILURE, failure.getMessage() == null ? failure.toString() : failure.getMessage());
    }
}
