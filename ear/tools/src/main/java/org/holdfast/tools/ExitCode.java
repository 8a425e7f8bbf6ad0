package org.holdfast.tools;

/** How a sub-command ends. */
final class ExitCode {
    /** All of it was done. */
    static final int DONE = 0;

    /** It was not done, and nothing has been changed; the last line on standard error says why. */
    static final int NOT_DONE = 1;

    /** The options are wrong. As picocli has it. */
    static final int USAGE = 2;

    /** Some of it was done: each message that was left out has a line on standard error. 3 is the launcher's. */
    static final int DONE_IN_PART = 4;

    private ExitCode() {}
}
