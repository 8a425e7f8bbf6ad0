package org.holdfast.tools;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Runs a sub-command and ends the process with its {@link ExitCode}. */
public final class Main {
    private static final Logger ROOT = Logger.getLogger("");

    private Main() {}

    /** The name of the sub-command, then its options. */
    public static void main(String... arguments) {
        ROOT.setLevel(Level.WARNING); // of libraries
        System.exit(Holdfast.commandLine(Surroundings.ofThisProcess()).execute(arguments));
    }
}
