package org.holdfast.tools;

import java.io.IOException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.holdfast.beans.transfer.TransferException;
import org.holdfast.engine.message.ProtocolVersion;
import org.holdfast.tools.mqtt.BrokerAddress;
import org.holdfast.tools.mqtt.RetainedSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Imports the messages of another broker. */
@Command(
        name = "import-broker",
        description = {
            "Imports the retained messages of another MQTT broker.",
            "It subscribes to them repeatedly until two readings agree. A reading ends when no new topic has"
                    + " arrived during the quiet time. Missing messages are reported. The target is the same as that of import."
        })
final class ImportBrokerCommand extends ToolCommand {
    private static final Pattern TIME = Pattern.compile("(\\d{1,6})(ms|s)");

    @Parameters(
            paramLabel = "mqtt[s]://[USER[:PASSWORD]@]HOST[:PORT]",
            description = "the other broker; write @ as %%40 in user and password")
    private String broker = "";

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description =
                    "the file whose first line is the password of USER; other users of the machine can see one in the address")
    private @Nullable String passwordFile;

    @Option(
            names = "--filter",
            paramLabel = "FILTER",
            defaultValue = "#",
            description = "the messages to import; default: '#', which excludes topics that begin with $")
    private String filter = "#";

    @Option(
            names = "--quiet-time",
            paramLabel = "TIME",
            defaultValue = "5s",
            description = "such as 500ms; default: 5s")
    private String quietTime = "5s";

    @Option(
            names = "--version",
            paramLabel = "3.1.1|5",
            defaultValue = "5",
            description = "the MQTT version; only 5 (the default) transfers properties and expiry")
    private String version = "5";

    @Mixin
    private final ImportOptions options = new ImportOptions();

    ImportBrokerCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() throws IOException {
        RetainedSource source = new RetainedSource(
                PasswordFile.complete(BrokerAddress.parse(broker), passwordFile),
                protocolVersion(),
                Filters.parse(filter),
                duration(),
                MessageLimit.packet(surroundings.settings().get()));
        return options.run(source, surroundings);
    }

    private ProtocolVersion protocolVersion() {
        return switch (version) {
            case "5", "5.0" -> ProtocolVersion.MQTT_5;
            case "3.1.1" -> ProtocolVersion.MQTT_3_1_1;
            default -> throw new TransferException("--version must be 3.1.1 or 5, not '" + version + "'.");
        };
    }

    private Duration duration() {
        Matcher time = TIME.matcher(quietTime);
        if (!time.matches()) {
            throw new TransferException(
                    "--quiet-time must be a number with ms or s, such as 5s, not '" + quietTime + "'.");
        }
        long number = Long.parseLong(time.group(1));
        return time.group(2).equals("s") ? Duration.ofSeconds(number) : Duration.ofMillis(number);
    }
}
