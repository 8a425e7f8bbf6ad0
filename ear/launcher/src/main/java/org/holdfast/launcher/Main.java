package org.holdfast.launcher;

import java.io.IOException;

/** Starts Holdfast: boots Payara Micro with the given options, then deploys the EAR that is in this jar. */
public final class Main {
    private Main() {}

    /** Runs until SIGTERM or SIGINT; see {@link ExitCode} for how it ends. */
    public static void main(String... arguments) {
        CommandLine commandLine = CommandLine.parse(arguments);
        switch (commandLine.request()) {
            case HELP -> System.out.print(Texts.help());
            case VERSION -> System.out.println("Holdfast " + Texts.version());
            case START -> start(commandLine);
        }
    }

    private static void start(CommandLine commandLine) {
        Server server = new Server();
        StopSignals.install(server);
        ServerLog log = ServerLog.of(commandLine);
        try {
            EmbeddedFiles files = EmbeddedFiles.extract();
            log.quieten(files);
            HttpPort.of(commandLine).requireFree();
            server.boot(commandLine.payaraArguments(files));
            log.holdBack();
            server.deploy(files.ear());
            log.release();
            System.out.print(Banner.of(server));
        } catch (StartException | IOException e) {
            log.discard(e);
            System.err.println("Holdfast did not start: " + e.getMessage());
            server.giveUp();
        }
    }
}
