package org.holdfast.tools;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Runs a sub-command and ends the process with its {@link ExitCode}. */
public final class Main {
    private static final Logger ROOT = Logger.getLogger("");

    private Main() {}

    /** Runs the sub-command that the first argument names; its options follow. */
    public static void main(String... arguments) {
        ROOT.setLevel(Level.WARNING); // of libraries
        System.exit(Holdfast.commandLine(Surroundings.ofThisProcess()).execute(arguments));
    }
}
