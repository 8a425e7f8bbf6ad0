package org.holdfast.tools;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.holdfast.beans.settings.StoreSettings;
import org.holdfast.beans.store.offline.Snapshot;
import org.holdfast.beans.transfer.TransferException;
import org.holdfast.beans.transfer.json.JsonWriter;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.topic.TopicFilter;
import org.holdfast.engine.topic.TopicName;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes the messages as JSON. */
@Command(
        name = "export",
        description = {
            "Writes the retained messages as JSON lines. The broker may be running.",
            "The export is a consistent snapshot without expired messages and without $SYS."
        })
final class ExportCommand extends ToolCommand {
    private static final String STANDARD_OUTPUT = "-";
    private static final int BUFFER = 64 << 10;

    @Option(
            names = "--filter",
            paramLabel = "FILTER",
            description = "only messages whose topic matches this Topic Filter")
    private @Nullable String filter;

    @Option(
            names = "--to",
            paramLabel = "FILE",
            defaultValue = STANDARD_OUTPUT,
            description = "a new file; default: - (standard output)")
    private String to = STANDARD_OUTPUT;

    ExportCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() throws IOException {
        @Nullable TopicFilter wanted = filter == null ? null : Filters.parse(filter);
        StoreSettings store = surroundings.settings().get().store();
        long messages = to.equals(STANDARD_OUTPUT)
                ? write(store, wanted, surroundings.out())
                : new NewFile(Path.of(to)).write(file -> writeFile(store, wanted, file));
        surroundings.err().println("Exported " + messages + " retained messages of " + store.location() + ".");
        return ExitCode.DONE;
    }

    private long writeFile(StoreSettings store, @Nullable TopicFilter wanted, Path file) throws IOException {
        try (FileOutputStream out = new FileOutputStream(file.toFile())) {
            long messages = write(store, wanted, out);
            out.getFD().sync();
            return messages;
        }
    }

    private long write(StoreSettings store, @Nullable TopicFilter wanted, OutputStream to) throws IOException {
        long now = surroundings.clock().millis();
        Written written = new Written();
        try (JsonWriter json = new JsonWriter(new BufferedOutputStream(to, BUFFER))) {
            new Snapshot(store).readAll(retained -> {
                TopicName topic = retained.topic();
                if (!retained.message().isExpired(now) && !topic.isSys() && (wanted == null || wanted.covers(topic))) {
                    write(retained.message(), json);
                    written.messages++;
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        if (surroundings.out().checkError()) { // a PrintStream throws nothing
            throw new TransferException("standard output was closed: the export is incomplete.");
        }
        return written.messages;
    }

    private static void write(Message message, JsonWriter json) {
        try {
            json.write(message);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Counts what was written. */
    private static final class Written {
        private long messages;
    }
}
