package org.holdfast.tools;

/** The exit codes of a sub-command. */
final class ExitCode {
    /** Everything was done. */
    static final int DONE = 0;

    /** Nothing was done or changed; the last line on standard error says why. */
    static final int NOT_DONE = 1;

    /** The options are wrong. As in picocli. */
    static final int USAGE = 2;

    /** Only a part was done: each message that was skipped has a line on standard error. 3 is the launcher's. */
    static final int DONE_IN_PART = 4;

    private ExitCode() {}
}
