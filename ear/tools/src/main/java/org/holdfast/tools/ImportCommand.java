package org.holdfast.tools;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.holdfast.beans.transfer.TransferException;
import org.holdfast.beans.transfer.json.JsonSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Imports messages from JSON lines. */
@Command(
        name = "import",
        description = {
            "Imports retained messages from JSON lines, as written by export.",
            "They are written to the database of a stopped broker in one transaction, or with --to published to a broker that"
                    + " runs."
        })
final class ImportCommand extends ToolCommand {
    @Parameters(paramLabel = "FILE", description = "the file to read; -: standard input")
    private String file = "";

    @Mixin
    private final ImportOptions options = new ImportOptions();

    ImportCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() throws IOException {
        int maximumLine = MessageLimit.line(surroundings.settings().get());
        try (InputStream in = file.equals("-") ? surroundings.in() : Files.newInputStream(Path.of(file))) {
            return options.run(new JsonSource(in, maximumLine), surroundings);
        } catch (NoSuchFileException e) {
            throw new TransferException("there is no file " + file + ".", e);
        }
    }
}
