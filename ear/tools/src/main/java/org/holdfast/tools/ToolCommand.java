package org.holdfast.tools;

import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** A sub-command; its result is the exit code. */
abstract class ToolCommand implements Callable<Integer> {
    /** The environment of the sub-command. */
    final Surroundings surroundings;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "prints this")
    @SuppressWarnings("UnusedVariable") // picocli looks at it
    private boolean isHelp;

    ToolCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }
}
