package org.holdfast.tools;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.holdfast.beans.settings.SettingsException;
import org.holdfast.beans.store.connection.DatabaseException;
import org.holdfast.beans.transfer.TransferException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The parent of the sub-commands. */
@Command(
        name = "java -jar holdfast.jar",
        description = "Backs up, exports and imports the retained messages of Holdfast.",
        synopsisSubcommandLabel = "SUB-COMMAND",
        footer = {
            "",
            "The database is the one that the broker's settings name: system properties, as in",
            "java -Dholdfast.sqlite.mounted-file-path=/srv/holdfast -jar holdfast.jar backup,",
            "or environment variables. docs/operations.md describes them all."
        })
final class Holdfast {
    private Holdfast() {}

    static CommandLine commandLine(Surroundings surroundings) {
        CommandLine commandLine = new CommandLine(new Holdfast())
                .addSubcommand(new BackupCommand(surroundings))
                .addSubcommand(new ExportCommand(surroundings))
                .addSubcommand(new ImportCommand(surroundings))
                .addSubcommand(new ImportNanoMqCommand(surroundings))
                .addSubcommand(new ImportBrokerCommand(surroundings));
        return commandLine
                .setOut(new PrintWriter(surroundings.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(surroundings.err(), true, StandardCharsets.UTF_8))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler((e, command, parsed) -> failed(e, surroundings));
    }

    /** Prints a line for a known failure; anything else is a bug, and its stack trace helps to find it. */
    private static int failed(Exception e, Surroundings surroundings) {
        if (e instanceof TransferException || e instanceof DatabaseException || e instanceof SettingsException) {
            surroundings.err().println(e.getMessage());
        } else {
            e.printStackTrace(surroundings.err());
        }
        return ExitCode.NOT_DONE;
    }
}
