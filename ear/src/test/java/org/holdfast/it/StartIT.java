package org.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5DisconnectReasonCode;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user sees of the process from its start to its end: of the first life of a broker, and of a second on the same data. */
@Tag("newer-server")
class StartIT {

    @TempDir
    static Path folder;

    private static BrokerProcess broker;
    private static String properties;
    private static Path classes;
    private static List<Path> temporary;
    private static Map<Path, String> stored;
    private static List<CompletableFuture<Throwable>> ends;

    @BeforeAll
    static void live() throws Exception {
        Path machine = Files.createDirectory(folder.resolve("tmp"));
        classes = folder.resolve("classes");
        broker = BrokerProcess.start(
                folder, BrokerProcess.DRAWN_PASSWORD, "java.io.tmpdir=" + machine, "-Xlog:class+load:file=" + classes);
        properties = systemProperties(broker);
        temporary = entries(machine);
        console(broker).post("/backups").then().statusCode(201);
        stored = permissions(folder.resolve("data"));
        ends = List.of(
                connected(client().serverPort(broker.mqttPort())),
                connected(client().serverPort(broker.webSocketPort())
                        .webSocketConfig()
                        .serverPath("mqtt")
                        .applyWebSocketConfig()));
        for (int i = 0; i < 5; i++) {
            new ProcessBuilder("kill", "-TERM", Long.toString(broker.pid()))
                    .start()
                    .waitFor();
        }
        broker.awaitEnd();
    }

    private static RequestSpecification console(BrokerProcess of) {
        return Console.of(of).as("admin", drawnPassword());
    }

    private static String drawnPassword() {
        return broker.outputLines().stream()
                .filter(line -> line.startsWith("  Log in as    admin, password "))
                .findFirst()
                .orElseThrow()
                .replaceAll("^.*, password (\\S+) \\(shown only once\\)$", "$1");
    }

    private static String systemProperties(BrokerProcess of) throws IOException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(of.pid()),
                        "VM.system_properties")
                .redirectErrorStream(true)
                .start();
        return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static List<Path> entries(Path of) throws IOException {
        try (Stream<Path> entries = Files.list(of)) {
            return entries.toList();
        }
    }

    private static Map<Path, String> permissions(Path of) throws IOException {
        Map<Path, String> permissions = new HashMap<>();
        try (Stream<Path> paths = Files.walk(of)) {
            for (Path path : paths.toList()) {
                permissions.put(
                        path,
                        (Files.isDirectory(path) ? "d" : "-")
                                + PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
            }
        }
        return permissions;
    }

    @AfterAll
    static void end() {
        broker.close();
    }

    @Test
    void startPrintsTheBannerAndNothingButNewsOfHoldfast() {
        int banner = indexOf(broker.outputLines(), "Holdfast ");
        assertThat(broker.outputLines().subList(0, banner - 1))
                .allMatch(line -> line.contains(" INFO    org.holdfast."));
        assertThat(broker.outputLines().subList(banner, broker.outputLines().size()))
                .satisfiesExactly(
                        line -> assertThat(line).matches("Holdfast \\S+, ready after \\d+\\.\\d s"),
                        line -> assertThat(line)
                                .startsWith("  MQTT         127.0.0.1:" + broker.mqttPort())
                                .contains("this machine only", "holdfast.access.users.<name>"),
                        line -> assertThat(line)
                                .isEqualTo("  WebSocket    ws://127.0.0.1:" + broker.webSocketPort() + "/mqtt"),
                        line -> assertThat(line)
                                .isEqualTo("  Database     " + folder.toAbsolutePath()
                                        + "/data/holdfast.db, 0 retained messages"),
                        line -> assertThat(line).isEqualTo("  Acknowledge  committed"),
                        line -> assertThat(line)
                                .matches("  Log in as    admin, password \\S{20} \\(shown only once\\)"),
                        line -> assertThat(line).matches("  Console      http://127.0.0.1:\\d+/holdfast"),
                        line -> assertThat(line).matches("  Health       http://127.0.0.1:\\d+/health"),
                        line -> assertThat(line).isEqualTo("Holdfast has stopped."));
    }

    private static int indexOf(List<String> lines, String start) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(start)) {
                return i;
            }
        }
        throw new AssertionError("no line starts with " + start + ": " + lines);
    }

    @Test
    void thePasswordOfTheConsoleIsPrintedOnceAndKeptNowhereInTheProcess() {
        assertThat(properties).contains("org.holdfast.handover.banner").doesNotContain(drawnPassword());
        try (BrokerProcess second = BrokerProcess.start(folder, BrokerProcess.DRAWN_PASSWORD)) {
            assertThat(second.output()).doesNotContain("Log in as", drawnPassword());
            console(second).get("/status").then().statusCode(200);
        }
    }

    @Test
    void severalSignalsAreOneStop() {
        assertThat(broker.awaitEnd()).isZero();
        assertThat(broker.outputLines())
                .filteredOn(line -> line.startsWith("Holdfast "))
                .last()
                .isEqualTo("Holdfast has stopped.");
    }

    @Test
    void whatIsStoredIsClosedToOtherUsers() {
        assertThat(stored).hasSizeGreaterThan(5).allSatisfy((path, permissions) -> assertThat(permissions)
                .as(path.toString())
                .isIn("drwx------", "-rw-------"));
    }

    /** One that is killed leaves behind what is there, and the next start deletes it. */
    @Test
    void allThatIsTemporaryIsInOneFolderAndGoneAtTheEnd() {
        assertThat(temporary)
                .singleElement()
                .satisfies(only -> assertThat(only.getFileName().toString()).startsWith("holdfast-"));
        assertThat(folder.resolve("tmp")).isEmptyDirectory();
    }

    @Test
    void whatHasBeenPreparedIsUsed() {
        assertThat(classes).content().contains("org.holdfast.launcher.Main source: shared objects file");
    }

    @Test
    void stopTellsMqtt5Clients() {
        assertThat(ends)
                .allSatisfy(end -> assertThat(end).succeedsWithin(Await.LIMIT).satisfies(StartIT::saysShuttingDown));
    }

    private static Mqtt5ClientBuilder client() {
        return MqttClient.builder().useMqttVersion5().serverHost("127.0.0.1");
    }

    /** Connects; returns what will end the connection. */
    private static CompletableFuture<Throwable> connected(Mqtt5ClientBuilder client) {
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        client.addDisconnectedListener(context -> end.complete(context.getCause()))
                .buildBlocking()
                .connect();
        return end;
    }

    private static void saysShuttingDown(Throwable end) {
        assertThat(end).isInstanceOfSatisfying(Mqtt5DisconnectException.class, said -> assertThat(
                        said.getMqttMessage().getReasonCode())
                .isEqualTo(Mqtt5DisconnectReasonCode.SERVER_SHUTTING_DOWN));
    }

    @Test
    void helpAndVersionStartNothing(@TempDir Path empty) {
        for (String option : List.of("--help", "--version")) {
            try (BrokerProcess process = BrokerProcess.launchJar(BrokerProcess.JAR, empty, List.of(option))) {
                assertThat(process.awaitEnd()).isZero();
                assertThat(process.output()).startsWith("Holdfast");
            }
        }
        assertThat(empty).isEmptyDirectory();
    }
}
