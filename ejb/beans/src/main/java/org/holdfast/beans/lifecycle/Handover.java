package org.holdfast.beans.lifecycle;

/**
 * What the launcher of holdfast.jar reads: system properties, because it shares no class of ours. Their names do not
 * begin with {@code holdfast.}, which is the prefix of settings.
 */
final class Handover {
    private static final String BANNER = "org.holdfast.handover.banner";
    private static final String FAILURE = "org.holdfast.handover.failure";

    private static final String LAUNCHER = "org.holdfast.handover.launcher";

    private Handover() {}

    /** Whether there is somebody who reads; not on another server. */
    static boolean isOpen() {
        return System.getProperty(LAUNCHER) != null;
    }

    /** The broker runs, and this is what the user should know. */
    static void started(String banner) {
        System.clearProperty(FAILURE);
        System.setProperty(BANNER, banner);
    }

    /** The broker does not run, and the message of this says why. */
    static void failed(RuntimeException failure) {
        System.clearProperty(BANNER);
        System.setProperty(FAILURE, failure.getMessage() == null ? failure.toString() : failure.getMessage());
    }
}
