package org.holdfast.launcher;

/** The exit codes of the process. */
enum ExitCode {
    /** Stopped by a signal, everything written. */
    STOPPED(0),
    /** The start failed; the last line on standard error says why. */
    START_FAILED(1),
    /** The stop took longer than {@code --stop-limit}: what was acknowledged as committed is safe. */
    STOP_TIMED_OUT(3),
    /** The broker could not continue; the last line on standard error says why. */
    GAVE_UP(5),
    /** The Java heap stayed full: what was acknowledged as committed is safe. */
    HEAP_FULL(6);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
