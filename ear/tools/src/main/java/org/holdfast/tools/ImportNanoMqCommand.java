package org.holdfast.tools;

import java.io.IOException;
import java.nio.file.Path;
import org.holdfast.tools.nanomq.NanoMqSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Reads messages from NanoMQ's database. */
@Command(
        name = "import-nanomq",
        description = {
            "Takes the retained messages out of NanoMQ's database.",
            "They go where those of import go. Stop NanoMQ before; its file is only read. The time of an expiry begins at the"
                    + " import, because NanoMQ does not say when a message was published."
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
