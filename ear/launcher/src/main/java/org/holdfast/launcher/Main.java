package org.holdfast.launcher;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Starts Holdfast: boots Payara Micro with the given options, then deploys the EAR that is in this jar. Or runs one of the
 * sub-commands, without a server.
 */
public final class Main {
    private Main() {}

    /** Runs until SIGTERM or SIGINT, or the end of the sub-command; see {@link ExitCode} for how it ends. */
    public static void main(String... arguments) {
        try {
            run(CommandLine.parse(arguments));
        } catch (StartException e) {
            giveUp(e.getMessage());
        } catch (UnsupportedClassVersionError e) {
            giveUp("the server in this JAR requires a newer Java than "
                    + Runtime.version().feature() + ": use JDK 21 or newer, or build holdfast.jar with JDK 17 ("
                    + e.getMessage() + ")");
        }
    }

    private static void giveUp(@Nullable String reason) {
        System.err.println("Holdfast did not start: " + reason);
        System.exit(ExitCode.START_FAILED.code());
    }

    private static void run(CommandLine commandLine) {
        switch (commandLine.request()) {
            case HELP -> System.out.print(Texts.help());
            case VERSION -> System.out.println("Holdfast " + Texts.version());
            case START -> start(commandLine);
            case SUB_COMMAND -> run(new SubCommand(commandLine.passedThrough()));
        }
    }

    private static void run(SubCommand subCommand) {
        try {
            subCommand.run(WorkFolder.create());
        } catch (IOException e) {
            System.err.println(subCommand.arguments().get(0) + " did not start: " + e.getMessage());
            System.exit(ExitCode.START_FAILED.code());
        }
    }

    private static void start(CommandLine commandLine) {
        Server server = new Server(new Ending(commandLine.stopLimit()));
        StopSignals.install(server);
        try {
            deploy(server, commandLine);
            server.announce();
            Memory.giveBack();
            server.awaitEnd();
        } catch (StartException | IOException e) {
            server.giveUp(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) { // of the server, whose other threads would go on
            server.giveUp(e.toString());
        }
    }

    private static void deploy(Server server, CommandLine commandLine) throws StartException, IOException {
        EmbeddedFiles files = EmbeddedFiles.extractInto(WorkFolder.create());
        if (commandLine.isQuiet()) {
            System.setProperty(
                    "java.util.logging.config.file", files.loggingProperties().toString());
        }
        HttpPort.of(commandLine).requireFree();
        Handover.open();
        DeploymentCheck check = DeploymentCheck.await();
        server.boot(commandLine.payaraArguments(files));
        check.requireRegistered();
        server.deploy(files.ear());
        check.pass();
    }
}
