package org.holdfast.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Mosquitto of this machine in a process of its own, which can be started again in the same folder and on the same port. */
final class Mosquitto implements AutoCloseable {
    private final Path folder;
    private final int port = Ports.free();
    private Process process;

    /**
     * Starts one that everybody on this machine may connect to.
     *
     * @param folder of this one only
     * @param configuration further lines of its mosquitto.conf
     */
    Mosquitto(Path folder, String... configuration) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
            Files.writeString(
                    folder.resolve("mosquitto.conf"),
                    """
                    listener %d 127.0.0.1
                    allow_anonymous true
                    persistence true
                    persistence_location %s/
                    user %s
                    """.formatted(port, folder, System.getProperty("user.name"))
                            + String.join("\n", configuration) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        process = start();
    }

    private Process start() {
        String program = Programs.get("mosquitto", List.of("mosquitto")).toString();
        try {
            Process started = new ProcessBuilder(
                            program,
                            "-v",
                            "-c",
                            folder.resolve("mosquitto.conf").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve("mosquitto.log").toFile()))
                    .start();
            Await.until(() -> Ports.isOpen(port) || !started.isAlive());
            if (!started.isAlive()) {
                throw new AssertionError("Mosquitto has ended:\n" + log());
            }
            return started;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    int port() {
        return port;
    }

    /** What it has said so far. */
    String log() throws IOException {
        return Files.readString(folder.resolve("mosquitto.log"));
    }

    /** Stops it, so that it stores its sessions. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(Await.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("Mosquitto does not stop");
        }
    }

    /** Starts it again after {@link #stop}. */
    void startAgain() {
        process = start();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
