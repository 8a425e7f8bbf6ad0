package org.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A holdfast.jar that runs, or has tried to. */
final class BrokerProcess implements AutoCloseable {
    /** What Maven has built and prepared. */
    static final Path JAR = Path.of(System.getProperty("holdfast.jar", "target/prepared/lib/holdfast.jar"));

    /** What it runs on: of this JVM, or newer. */
    private static final String JAVA = System.getProperty(
            "holdfast.java",
            Path.of(System.getProperty("java.home"), "bin", "java").toString());

    private static final Pattern MQTT = Pattern.compile("MQTT +127\\.0\\.0\\.1:(\\d+).*");
    private static final Pattern WEBSOCKET = Pattern.compile("WebSocket +ws://127\\.0\\.0\\.1:(\\d+)/mqtt");
    /** In the place of a setting: the broker draws the password of the user admin itself. */
    static final String DRAWN_PASSWORD = "drawn password";

    /** How long a stop may take on a machine that has other work. */
    private static final String STOP_SECONDS = "120";

    /** A process that lives for a minute has nothing of the optimizing compiler, which takes half of the processor time of a start. */
    static final String QUICK_START = "-XX:TieredStopAtLevel=1";

    /** In the place of a setting: with the optimizing compiler, for what is measured. */
    static final String OPTIMIZED = "-XX:TieredStopAtLevel=4";

    /** Of the user admin of the console, unless a test sets another. */
    static final String ADMIN_PASSWORD = "a-password-of-tests";

    private static final Pattern HEALTH = Pattern.compile("Health +(http://.*)");

    private final Process process;
    private final Collection<String> output = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Integer> mqttPort = new CompletableFuture<>();
    private final CompletableFuture<Integer> webSocketPort = new CompletableFuture<>();
    private final CompletableFuture<String> health = new CompletableFuture<>();
    private final CompletableFuture<Void> outputEnd;

    private BrokerProcess(Process process) {
        this.process = process;
        outputEnd = CompletableFuture.runAsync(this::readOutput, task -> new Thread(task, "output").start());
    }

    /**
     * Starts one with these settings, {@code key=value}, and any free ports where they name none; what begins with {@code -X}
     * is for the JVM.
     */
    static BrokerProcess launch(Path folder, String... settings) {
        return launchJar(JAR, folder, List.of("--autobindhttp", "--port", Integer.toString(Ports.free())), settings);
    }

    /** As {@link #start}, with an application deployed beside it. */
    static BrokerProcess startWith(Path application, Path folder, String... settings) {
        return startWith(List.of("--deploy", application.toString()), folder, settings);
    }

    /** As {@link #start}, with options of the server. */
    static BrokerProcess startWith(List<String> options, Path folder, String... settings) {
        List<String> all = new ArrayList<>(List.of("--port", Integer.toString(Ports.free())));
        all.addAll(options);
        return launchJar(JAR, folder, all, settings).started();
    }

    private BrokerProcess started() {
        try {
            awaitBanner();
        } catch (AssertionError e) {
            close();
            throw e;
        }
        return this;
    }

    /** This, once it has said these words; ends it when it does not. */
    BrokerProcess thatHasSaid(String words) throws Exception {
        try {
            awaitOutput(words);
        } catch (AssertionError e) {
            close();
            throw e;
        }
        return this;
    }

    static BrokerProcess launchJar(Path jar, Path folder, List<String> options, String... settings) {
        List<String> command = new ArrayList<>(List.of(JAVA, "-Xmx512m"));
        command.add(QUICK_START);
        if (jar.equals(JAR)) {
            command.add(prepared());
        }
        command.add("-ea:org.holdfast...");
        command.add("-Dholdfast.mqtt.port=0");
        command.add("-Dholdfast.websocket.port=0");
        if (!List.of(settings).contains(DRAWN_PASSWORD)) {
            command.add("-Dholdfast.console.admin-password=" + ADMIN_PASSWORD);
        }
        Stream.of(settings)
                .filter(setting -> !setting.equals(DRAWN_PASSWORD))
                .map(setting -> setting.startsWith("-X") ? setting : "-D" + setting)
                .forEach(command::add);
        command.addAll(List.of("-jar", jar.toAbsolutePath().toString()));
        command.addAll(options);
        if (jar.equals(JAR)) {
            command.addAll(List.of("--stop-limit", STOP_SECONDS));
        }
        try {
            return new BrokerProcess(new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The option by which the JVM uses what {@code bin/holdfast prepare} has made, before JDK 25 and from then on. */
    private static String prepared() {
        Path classes = JAR.toAbsolutePath().resolveSibling("holdfast.jsa");
        return Files.exists(classes)
                ? "-XX:SharedArchiveFile=" + classes
                : "-XX:AOTCache=" + classes.resolveSibling("holdfast.aot");
    }

    /** As {@link #launch}, and waits for the banner. */
    static BrokerProcess start(Path folder, String... settings) {
        return launch(folder, settings).started();
    }

    /** Waits until everything works. */
    void awaitBanner() {
        try {
            CompletableFuture.anyOf(health, process.onExit()).get(Await.LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("no banner, but:\n" + output(), e);
        }
        if (!health.isDone()) {
            throw new AssertionError("ended without a banner:\n" + output());
        }
    }

    /** Waits until it has said this. */
    void awaitOutput(String words) throws Exception {
        try {
            Await.until(() -> output().contains(words));
        } catch (AssertionError e) {
            throw new AssertionError("not said: " + words + ", but:\n" + output(), e);
        }
    }

    private void readOutput() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.add(line);
                Matcher mqtt = MQTT.matcher(line.strip());
                if (mqtt.matches()) {
                    mqttPort.complete(Integer.parseInt(mqtt.group(1)));
                }
                Matcher webSocket = WEBSOCKET.matcher(line.strip());
                if (webSocket.matches()) {
                    webSocketPort.complete(Integer.parseInt(webSocket.group(1)));
                }
                Matcher url = HEALTH.matcher(line.strip());
                if (url.matches()) {
                    health.complete(url.group(1));
                }
            }
        } catch (IOException e) {
            output.add("(the output ended: " + e.getMessage() + ")");
        }
    }

    int mqttPort() {
        return named(mqttPort);
    }

    int webSocketPort() {
        return named(webSocketPort);
    }

    private int named(CompletableFuture<Integer> port) {
        try {
            return port.get(Await.LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("no such port in:\n" + output(), e);
        }
    }

    /** Where the console is, without a slash at the end. */
    String consoleUrl() {
        return health.join().replaceAll("/health$", "/holdfast");
    }

    String healthUrl() {
        return health.join();
    }

    /** Its process id. */
    long pid() {
        return process.pid();
    }

    /** The bytes of memory that it has now. */
    long residentBytes() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid() + "/status"))) {
            String resident =
                    lines.filter(line -> line.startsWith("VmRSS:")).findFirst().orElseThrow();
            return Long.parseLong(resident.replaceAll("\\D", "")) << 10;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** SIGKILL. */
    void kill() {
        process.toHandle().destroyForcibly();
        awaitEnd();
    }

    /** SIGSTOP: it does nothing from now on, and its connections stay open. */
    void freeze() {
        signal("-STOP");
    }

    /** SIGCONT: it goes on as if nothing had been. */
    void thaw() {
        signal("-CONT");
    }

    private void signal(String signal) {
        try {
            assertThat(new ProcessBuilder("kill", signal, Long.toString(pid()))
                            .start()
                            .waitFor())
                    .isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** SIGTERM; returns the exit code. */
    int terminate() {
        process.toHandle().destroy(); // the process's own method would close its output as well
        return awaitEnd();
    }

    /** Waits for the end; returns the exit code. */
    int awaitEnd() {
        try {
            if (!process.waitFor(Await.LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("still running after " + Await.LIMIT + ":\n" + output());
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        outputEnd.join();
        return process.exitValue();
    }

    String output() {
        return String.join("\n", output);
    }

    List<String> outputLines() {
        return List.copyOf(output);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
