package org.holdfast.tools;

import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.holdfast.beans.settings.StoreSettings;
import org.holdfast.beans.store.sqlite.SqliteCopy;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Copies the database. */
@Command(
        name = "backup",
        description = {
            "Copies the SQLite database. The broker may be running.",
            "The copy is a consistent snapshot. It is checked before it gets its name, and never replaces another file."
        })
final class BackupCommand extends ToolCommand {
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern(
                    "'holdfast-'yyyyMMdd-HHmmss'Z.db'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    @Option(
            names = "--to",
            paramLabel = "FILE",
            description = "the file to write; default: holdfast-<time>.db in the current folder")
    private @Nullable Path to;

    BackupCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() {
        StoreSettings store = surroundings.settings().get().store();
        Path file = to != null ? to : Path.of(NAME.format(surroundings.clock().instant()));
        long messages = new NewFile(file).write(SqliteCopy.fromOutside(store)::writeTo);
        surroundings
                .out()
                .println("Copied " + store.location() + " to " + file + ": " + messages
                        + " retained messages, checked.");
        return ExitCode.DONE;
    }
}
