package org.holdfast.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A sub-command of holdfast.jar that has ended.
 *
 * @param code the exit code
 * @param output what it has written
 */
record ToolProcess(int code, String output) {
    private static final int LIMIT_SECONDS = 300;

    /** Runs one with little memory; the broker's data are in the folder. */
    static ToolProcess run(Path folder, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                BrokerProcess.QUICK_START,
                "-jar",
                BrokerProcess.JAR.toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(folder, "tool", ".log");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("still running:\n" + Files.readString(output, UTF_8));
        }
        return new ToolProcess(process.exitValue(), Files.readString(output, UTF_8));
    }
}
