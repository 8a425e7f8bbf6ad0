package org.holdfast.launcher;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of {@code java -jar holdfast.jar}: Holdfast's own, and Payara Micro's, which are passed through. Immutable.
 *
 * @param request what to do
 * @param isVerbose whether the server logs everything to the console
 * @param stopLimit how long a stop may take before the process ends anyway
 * @param passedThrough the other arguments, in their order
 */
record CommandLine(Request request, boolean isVerbose, Duration stopLimit, List<String> passedThrough) {
    /** Container runtimes kill after 10 s unless they are configured otherwise. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(9);

    /** The actions of the launcher. */
    enum Request {
        START,
        /** Print the options and end. */
        HELP,
        /** Print the version and end. */
        VERSION,
        /** Run the sub-command, which is the first of {@link #passedThrough}, and end. */
        SUB_COMMAND
    }

    /** Payara's options that only make sense with its data grid, which is off without them. */
    private static final Set<String> CLUSTERING = Set.of(
            "--clustername",
            "--clustermode",
            "--hzconfigfile",
            "--hzpublicaddress",
            "--hzinitialjoinwait",
            "--hostaware",
            "--interfaces",
            "--lite",
            "--mcaddress",
            "--mcport",
            "--startport");

    /** Parses the arguments. Those that do not begin with an option are a sub-command with its own options. */
    static CommandLine parse(String... arguments) throws StartException {
        if (arguments.length > 0 && !arguments[0].startsWith("-")) {
            return new CommandLine(Request.SUB_COMMAND, false, STOP_LIMIT, List.of(arguments));
        }
        Request request = Request.START;
        boolean isVerbose = false;
        Duration stopLimit = STOP_LIMIT;
        List<String> passedThrough = new ArrayList<>();
        for (Iterator<String> rest = List.of(arguments).iterator(); rest.hasNext(); ) {
            String argument = rest.next();
            switch (argument) {
                case "--help", "-h" -> request = Request.HELP;
                case "--version" -> request = Request.VERSION;
                case "--verbose" -> isVerbose = true;
                case "--stop-limit" -> stopLimit = seconds(rest.hasNext() ? rest.next() : "");
                default -> passedThrough.add(argument);
            }
        }
        return new CommandLine(request, isVerbose, stopLimit, List.copyOf(passedThrough));
    }

    private static Duration seconds(String text) throws StartException {
        if (!text.matches("[1-9]\\d{0,3}")) {
            throw new StartException("--stop-limit must be a number of seconds from 1 to 9999, not '" + text + "'.");
        }
        return Duration.ofSeconds(Integer.parseInt(text));
    }

    /** Whether an option of Payara Micro is given; names are compared as Payara does, without regard to case. */
    boolean has(String option) {
        return passedThrough.stream().anyMatch(option::equalsIgnoreCase);
    }

    /** Returns the value of an option of Payara Micro, or null; of several the last, which is the one that counts. */
    @Nullable
    String valueOf(String option) {
        for (int i = passedThrough.size() - 2; i >= 0; i--) {
            if (option.equalsIgnoreCase(passedThrough.get(i))) {
                return passedThrough.get(i + 1);
            }
        }
        return null;
    }

    /** Whether the arguments request a cluster of Payara's data grid. */
    boolean wantsCluster() {
        return !has("--nocluster")
                && !has("--nohazelcast")
                && passedThrough.stream().anyMatch(argument -> CLUSTERING.contains(argument.toLowerCase(Locale.ROOT)));
    }

    /** Whether the server's log is quiet: it is, unless the user requests or configures it. */
    boolean isQuiet() {
        return !isVerbose && !has("--logproperties");
    }

    /** Returns the arguments for Payara Micro. The user's options come last, so that they take precedence. */
    String[] payaraArguments(EmbeddedFiles files) {
        List<String> all = new ArrayList<>(List.of("--disablephonehome"));
        all.addAll(List.of("--unpackdir", files.server().toString()));
        if (isQuiet()) {
            all.addAll(List.of("--logproperties", files.loggingProperties().toString()));
        }
        if (wantsCluster()) {
            all.addAll(List.of("--prebootcommandfile", files.clusterCommands().toString()));
        }
        all.addAll(List.of("--deploy", files.adapter().toString())); // before the applications that need it
        all.addAll(List.of("--deploy", files.factory().toString()));
        all.addAll(passedThrough);
        return all.toArray(String[]::new);
    }
}
