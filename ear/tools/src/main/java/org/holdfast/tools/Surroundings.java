package org.holdfast.tools;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.function.Supplier;
import org.holdfast.beans.settings.Settings;
import org.holdfast.beans.settings.SettingsReader;

/**
 * The environment of a sub-command.
 *
 * @param settings the broker's settings, read when they are needed
 * @param clock the wall clock
 * @param in standard input
 * @param out standard output, for results
 * @param err standard error, for what went wrong
 */
record Surroundings(Supplier<Settings> settings, Clock clock, InputStream in, PrintStream out, PrintStream err) {
    static Surroundings ofThisProcess() {
        return new Surroundings(
                SettingsReader::readProcess,
                Clock.systemUTC(),
                new FileInputStream(FileDescriptor.in),
                print(FileDescriptor.out),
                print(FileDescriptor.err));
    }

    /** Returns a stream in UTF-8, whatever the locale: topics may have any of its characters. */
    private static PrintStream print(FileDescriptor to) {
        return new PrintStream(new FileOutputStream(to), true, StandardCharsets.UTF_8);
    }
}
