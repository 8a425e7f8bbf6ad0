package org.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** The archive: its script starts and stops the broker, and what its other files name exists. */
class ArchiveIT {
    private static final String UNIT = "systemd/holdfast.service";
    private static final String CONTAINER = "container/Containerfile";
    private static final String COMPOSE = "container/compose.yaml";
    private static final String KUBERNETES = "kubernetes/holdfast.yaml";
    private static final String ALERTS = "monitoring/prometheus-alerts.yaml";
    private static final List<String> DEPLOYMENTS = List.of(UNIT, CONTAINER, COMPOSE, KUBERNETES);

    /** Of this machine only, and none that anything listens on without being told to. */
    private static final String ADDRESS = "127.0.0.2";

    @TempDir
    static Path unpacked;

    @TempDir
    Path folder;

    private static Archive archive;

    @BeforeAll
    static void unpack() throws Exception {
        archive = Archive.unpackInto(unpacked);
    }

    private record Result(int exitCode, String output) {}

    private static ProcessBuilder script(Map<String, String> environment, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(archive.path("bin/holdfast").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        return builder;
    }

    private static Result run(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        return run(script(environment, arguments));
    }

    private static Result run(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    /** That it can prepare the broker, and that this is used then, {@link StartIT} shows. */
    @Test
    void theScriptStartsTheBrokerAndASignalToItStopsIt() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("linked"), archive.path("bin/holdfast"));
        int port = Ports.free();
        Path log = folder.resolve("log");
        Path commands = folder.resolve("commands");
        Files.writeString(
                commands, archive.text("conf/http-on-all-addresses.txt").replace("0.0.0.0", ADDRESS));
        ProcessBuilder builder = script(
                Map.of(
                        "JAVA_OPTS", "-Xmx512m -XX:TieredStopAtLevel=1 -Dholdfast.mqtt.port=0",
                        "HOLDFAST_WEBSOCKET_PORT", "0"),
                "--stop-limit",
                "120",
                "--prebootcommandfile",
                commands.toString(),
                "--port",
                Integer.toString(port));
        builder.command().set(0, link.toString());
        Process process =
                builder.directory(folder.toFile()).redirectOutput(log.toFile()).start();
        try {
            Await.until(() -> !process.isAlive() || Files.readString(log).contains("  Health "));
            for (String path : probes()) {
                assertThat(Http.get("http://" + ADDRESS + ":" + port + path).statusCode())
                        .as(path)
                        .isEqualTo(200);
            }
            process.toHandle().destroy();
            assertThat(process.waitFor(Await.LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            assertThat(process.exitValue()).as(Files.readString(log)).isZero();
            assertThat(Files.readString(log)).endsWith("Holdfast has stopped.\n");
            assertThat(folder.resolve("data/holdfast.db")).isNotEmptyFile();
        } finally {
            process.destroyForcibly();
        }
    }

    /** What Kubernetes and Prometheus ask for. */
    private static List<String> probes() {
        List<String> paths = found(" path: (/\\S+)", archive.text(KUBERNETES)).toList();
        assertThat(paths).hasSize(3);
        return Stream.concat(paths.stream(), found("/path: (/\\S+)", archive.text(KUBERNETES)))
                .toList();
    }

    private static Stream<String> found(String regex, String text) {
        return Pattern.compile(regex).matcher(text).results().map(result -> result.group(1));
    }

    @Test
    void theScriptRunsSubCommandsToo() throws Exception {
        assertThat(run(Map.of(), "backup", "--help").output()).contains("backup");
        assertThat(run(Map.of(), "--version")).matches(result -> result.output().startsWith("Holdfast "));
    }

    @Test
    void withoutAJdkTheScriptSaysWhatToDo() throws Exception {
        assertThat(run(Map.of("JAVA_HOME", folder.toString()), "--version"))
                .isEqualTo(new Result(
                        1,
                        "holdfast: JAVA_HOME is " + folder
                                + ", where there is no bin/java: set it to the folder of a JDK 17\n"));
    }

    @Test
    void anOldJavaIsRefused() throws Exception {
        Path java = Files.createDirectory(folder.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
        Result result = run(Map.of("JAVA_HOME", folder.toString()), "--version");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output()).contains("Java 17 or newer", "11.0.2", "JAVA_HOME");
    }

    @Test
    void systemdTakesTheUnit() throws Exception {
        Path unit = folder.resolve("holdfast.service");
        Files.writeString(
                unit,
                archive.text(UNIT).replace("/opt/holdfast", archive.folder().toString()));
        Path analyze = Programs.get("systemd", List.of("systemd-analyze"));
        Result result = run(new ProcessBuilder(analyze.toString(), "verify", unit.toString()));
        assertThat(result.output().lines().filter(line -> line.contains("holdfast")))
                .isEmpty();
        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    @Test
    void everyFileThatIsNamedExists() {
        Set<String> named = DEPLOYMENTS.stream()
                .flatMap(file -> found("/opt/holdfast/([\\w./-]+\\w)", archive.text(file)))
                .collect(Collectors.toSet());
        assertThat(named).contains("bin/holdfast", "conf/http-on-all-addresses.txt", "docs/operations.md");
        assertThat(named).allSatisfy(name -> assertThat(archive.path(name)).exists());
        assertThat(archive.path(found("dockerfile: (\\S+)", archive.text(COMPOSE))
                        .findFirst()
                        .orElseThrow()))
                .exists();
        assertThat(archive.path("monitoring/grafana-dashboard.json")).exists();
        assertThat(archive.path("LICENSE")).exists();
    }

    @Test
    void everyVariableIsASetting() {
        Set<String> settings = found("\\| `(holdfast\\.[^`]+)`", archive.text("docs/operations.md"))
                .map(key -> key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"))
                .collect(Collectors.toSet());
        Set<String> named = DEPLOYMENTS.stream()
                .flatMap(file -> found("(HOLDFAST_[A-Z_]+)", archive.text(file)))
                .map(name -> name.startsWith("HOLDFAST_ACCESS_USERS_") ? "HOLDFAST_ACCESS_USERS_<NAME>" : name)
                .collect(Collectors.toSet());
        assertThat(named).hasSizeGreaterThan(2);
        assertThat(settings).containsAll(named);
    }

    @Test
    void everyOptionIsKnown() throws Exception {
        String help = run(Map.of(), "--help").output();
        Set<String> options = DEPLOYMENTS.stream()
                .flatMap(file -> found("(--(?:stop-limit|[a-z]+file))\\b", archive.text(file)))
                .collect(Collectors.toSet());
        assertThat(options).containsExactlyInAnyOrder("--stop-limit", "--prebootcommandfile");
        assertThat(options).allSatisfy(option -> assertThat(help).contains("  " + option + " "));
    }

    @ParameterizedTest
    @ValueSource(strings = {CONTAINER, COMPOSE, KUBERNETES})
    void portsAreThoseOfTheSettings(String file) throws Exception {
        String manual = archive.text("docs/operations.md");
        List<String> ports = new ArrayList<>();
        for (String setting : List.of("mqtt", "websocket")) {
            found("\\| `holdfast\\." + setting + "\\.port` \\| [^|]+ \\| (\\d+) \\|", manual)
                    .forEach(ports::add);
        }
        found("the port of the console \\((\\d+)\\)", run(Map.of(), "--help").output())
                .forEach(ports::add);
        assertThat(ports).hasSize(3);
        assertThat(found("\\b([1-9]\\d{3})\\b", archive.text(file)).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(ports);
    }

    /** Whoever ends the process waits for longer than the process takes at most. */
    @ParameterizedTest
    @ValueSource(strings = {UNIT, COMPOSE, KUBERNETES})
    void stopsHaveTime(String file) {
        int limit = number("--stop-limit\\W+(\\d+)", file);
        int grace = number("(?:TimeoutStopSec=|stop_grace_period: |terminationGracePeriodSeconds: )(\\d+)", file);
        assertThat(grace).isGreaterThan(limit);
    }

    private static int number(String regex, String file) {
        return Integer.parseInt(found(regex, archive.text(file)).findFirst().orElseThrow());
    }

    /** A Service of this name would make Kubernetes set variables that the broker takes for settings. */
    @Test
    void kubernetesSetsNoVariablesOfItsOwn() {
        assertThat(archive.text(KUBERNETES)).contains("enableServiceLinks: false");
    }

    @Test
    void alertsAreAboutMetricsThatThereAre() {
        Set<String> metrics = found("\\| `(holdfast_[a-z_]+)`", archive.text("docs/operations.md"))
                .collect(Collectors.toSet());
        Set<String> asked = expressions()
                .flatMap(expression -> found("(holdfast_[a-z_]+)", expression))
                .collect(Collectors.toSet());
        assertThat(asked).hasSizeGreaterThan(6);
        assertThat(metrics).containsAll(asked);
    }

    private static Stream<String> expressions() {
        return Pattern.compile("expr: (.*)")
                .matcher(archive.text(ALERTS))
                .results()
                .map((MatchResult found) -> found.group(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {COMPOSE, KUBERNETES, ALERTS})
    void isYaml(String file) {
        assertThat(new Yaml().loadAll(archive.text(file))).isNotEmpty().allSatisfy(document -> assertThat(document)
                .isInstanceOf(Map.class));
    }
}
