package org.holdfast.tools;

import java.io.IOException;
import org.holdfast.beans.settings.Settings;
import org.holdfast.beans.store.connection.DatabaseException;
import org.holdfast.beans.store.connection.DatabaseInUseException;
import org.holdfast.beans.store.offline.ImportTransaction.Existing;
import org.holdfast.beans.transfer.Import;
import org.holdfast.beans.transfer.Import.OnError;
import org.holdfast.beans.transfer.MessageSource;
import org.holdfast.beans.transfer.MessageTarget;
import org.holdfast.beans.transfer.NoTarget;
import org.holdfast.beans.transfer.TransferException;
import org.holdfast.tools.mqtt.BrokerAddress;
import org.holdfast.tools.mqtt.MqttTarget;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The common options of all imports, and their effect. */
final class ImportOptions {
    @Option(names = "--dry-run", description = "reports what would happen and changes nothing")
    private boolean isDryRun;

    @Option(
            names = "--on-error",
            paramLabel = "stop|skip",
            defaultValue = "stop",
            description = "stop: an invalid message ends the import (the default); skip: it is skipped")
    private OnError onError = OnError.STOP;

    @Option(
            names = "--existing",
            paramLabel = "replace|keep",
            defaultValue = "replace",
            description = "what to do with topics that have a retained message: replace it (the default) or keep it")
    private Existing existing = Existing.REPLACE;

    @Option(
            names = "--to",
            paramLabel = "mqtt[s]://[USER[:PASSWORD]@]HOST[:PORT]",
            description = "publishes to a running broker instead of writing to the database")
    private @Nullable String to;

    @Option(
            names = "--to-password-file",
            paramLabel = "FILE",
            description = "the file whose first line is the password of the user of --to")
    private @Nullable String toPasswordFile;

    /** Imports from a source; returns the exit code. */
    int run(MessageSource source, Surroundings surroundings) throws IOException {
        try (MessageTarget target = target(surroundings)) {
            Import transfer = new Import(target, surroundings.clock(), onError, surroundings.err()::println);
            try {
                transfer.run(source);
            } catch (TransferException | DatabaseException | IOException e) {
                return ended(e, target, surroundings);
            }
            surroundings.out().println((isDryRun ? "Dry run, nothing was changed: " : "") + transfer.summary() + ".");
            return transfer.isComplete() ? ExitCode.DONE : ExitCode.DONE_IN_PART;
        }
    }

    private MessageTarget target(Surroundings surroundings) throws IOException {
        if (to != null) {
            return broker(PasswordFile.complete(BrokerAddress.parse(to), toPasswordFile), surroundings);
        }
        if (toPasswordFile != null) {
            throw new TransferException("--to-password-file is for the broker of --to, which is missing.");
        }
        return database(surroundings);
    }

    private MessageTarget database(Surroundings surroundings) {
        Settings settings = surroundings.settings().get();
        try {
            return isDryRun
                    ? DatabaseTarget.rehearse(settings, surroundings.clock(), existing)
                    : DatabaseTarget.open(settings, surroundings.clock(), existing);
        } catch (DatabaseInUseException e) {
            throw new TransferException(
                    e.getMessage()
                            + " Or import through the running broker with --to mqtt://[user:password@]host:port. Nothing was"
                            + " imported.",
                    e);
        }
    }

    private MessageTarget broker(BrokerAddress address, Surroundings surroundings) {
        if (existing == Existing.KEEP) {
            throw new TransferException(
                    "--existing keep is not possible with --to, which does not read the database. Stop the broker and import without --to.");
        }
        return isDryRun ? new NoTarget() : MqttTarget.connect(address, surroundings.clock());
    }

    private static int ended(Exception e, MessageTarget target, Surroundings surroundings) {
        long stays = target.abandon();
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        surroundings
                .err()
                .println(message + " "
                        + (stays == 0
                                ? "Nothing was imported."
                                : "Up to " + stays + " messages were already published and remain."));
        return stays == 0 ? ExitCode.NOT_DONE : ExitCode.DONE_IN_PART;
    }
}
