package org.holdfast.tools;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.holdfast.beans.network.RequestRules;
import org.holdfast.beans.settings.AccessSettings;
import org.holdfast.beans.settings.ConsoleSettings;
import org.holdfast.beans.settings.Settings;
import org.holdfast.beans.settings.StoreSettings;
import org.holdfast.engine.BrokerConfig;

/**
 * Sub-commands on the database in a folder.
 *
 * @param folder the data folder
 * @param clock the wall clock
 */
record Tool(Path folder, Clock clock) {
    /**
     * How a sub-command ended.
     *
     * @param code the exit code
     * @param out what it has written to standard output
     * @param err and to standard error
     */
    record Result(int code, String out, String err) {}

    Path database() {
        return folder.resolve("holdfast.db");
    }

    Result run(String... arguments) {
        return runWith("", arguments);
    }

    /** As {@link #run}, with something on standard input. */
    Result runWith(String in, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Holdfast.commandLine(new Surroundings(
                        this::settings,
                        clock,
                        new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8)))
                .execute(arguments);
        return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    Settings settings() {
        return new Settings(
                BrokerConfig.DEFAULT,
                new StoreSettings("jdbc:sqlite:" + database(), null, null, 1_024, "FULL"),
                new AccessSettings(Map.of(), true),
                Duration.ofSeconds(1),
                new ConsoleSettings(null, RequestRules.DEFAULT, null),
                List.of());
    }
}
