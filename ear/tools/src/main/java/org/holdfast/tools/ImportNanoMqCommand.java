package org.holdfast.tools;

import java.io.IOException;
import java.nio.file.Path;
import org.holdfast.tools.nanomq.NanoMqSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Imports messages from NanoMQ's database. */
@Command(
        name = "import-nanomq",
        description = {
            "Imports the retained messages in NanoMQ's database.",
            "The target is the same as that of import. Stop NanoMQ first; its file is only read. Expiry intervals begin at the"
                    + " import, because NanoMQ does not store when a message was published."
        })
final class ImportNanoMqCommand extends ToolCommand {
    @Parameters(paramLabel = "FILE", description = "NanoMQ's database: nano_qos_db.db in its mounted_file_path")
    private Path file = Path.of("");

    @Mixin
    private final ImportOptions options = new ImportOptions();

    ImportNanoMqCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() throws IOException {
        int maximumMessage = MessageLimit.packet(surroundings.settings().get());
        return options.run(new NanoMqSource(file, maximumMessage), surroundings);
    }
}
